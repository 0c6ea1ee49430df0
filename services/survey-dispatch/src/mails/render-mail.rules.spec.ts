import { MAIL_TEXTS } from './mail-texts.rules.js';
import { type AskedSurvey, makeMailForm, type PersonalContent, renderMail } from './render-mail.rules.js';

const survey: AskedSurvey = {
  metric: 'nps',
  fallbackLanguage: 'en',
  question: { en: 'How likely?', pt: 'Qual a probabilidade?', ja: 'いかがですか' },
};
const personal: PersonalContent = {
  name: 'Maria',
  link: 'https://nps.example/s/v1.abc',
  unsubscribeLink: 'https://nps.example/u/v1.def',
};
const render = (change: Partial<AskedSurvey> = {}, content: Partial<PersonalContent> = {}, locale = 'pt') =>
  renderMail(makeMailForm({ ...survey, ...change }, locale), { ...personal, ...content });
const links = (text: string) =>
  [...text.matchAll(/https:\/\/nps\.example\/s\/v1\.abc\?score=(\d+)/g)].map((it) => Number(it[1]));

describe('renderMail', () => {
  it.each([
    ['nps', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 'nada provável'],
    ['csat', [1, 2, 3, 4, 5], 'Muito insatisfeito'],
    ['ces', [1, 2, 3, 4, 5, 6, 7], 'Discordo totalmente'],
  ] as const)('offers every score of %s, in both forms', (metric, scores, low) => {
    const { html, text } = render({ metric });
    expect(links(html)).toEqual(scores);
    expect(links(text)).toEqual(scores);
    expect(html).toContain(`${scores[0]}: ${low}`);
    expect(text).toContain(`${scores[0]}: ${low}, ${scores.at(-1)}: `);
  });

  it('offers a way out, in both forms', () => {
    const { html, text } = render();
    expect(html).toContain('<a href="https://nps.example/u/v1.def"');
    expect(text).toContain('Não receber mais pesquisas: https://nps.example/u/v1.def');
  });

  it('says in its subject that it reminds', () => {
    const { subject, html } = render({}, { reminds: true });
    expect(subject).toBe(MAIL_TEXTS.pt!.reminderSubject);
    expect(html).toContain(`<title>${subject}</title>`);
  });

  it.each(Object.keys(MAIL_TEXTS))('speaks %s around a question in it', (locale) => {
    const { html, text, subject } = render({ question: { [locale]: 'Q?', en: 'Q?' } }, {}, locale);
    expect(subject).toBe(MAIL_TEXTS[locale]!.subject);
    expect(html).toContain(`<html lang="${locale}"`);
    expect(text).toContain(MAIL_TEXTS[locale]!.confirm);
  });

  it.each([
    ['de', 'ltr', 'left', 'right'],
    ['ar', 'rtl', 'right', 'left'],
    ['he', 'rtl', 'right', 'left'],
  ])('begins where %s begins', (locale, direction, start, end) => {
    const { html } = render({ question: { [locale]: 'Q?', en: 'Q?' } }, {}, locale);
    expect(html).toContain(`<html lang="${locale}" dir="${direction}"`);
    const sides = [...html.matchAll(/<td align="(left|right)" valign="top"/g)].map(([, side]) => side);
    expect(sides).toEqual([start, end]);
    expect(new Set([...html.matchAll(/text-align:(left|right)/g)].map(([, side]) => side))).toEqual(new Set([start]));
    expect(new Set([...html.matchAll(/direction:(\w+)/g)].map(([, it]) => it))).toEqual(new Set([direction]));
  });

  it('says in which language a question is that it has no words for', () => {
    const { html, subject } = render({}, {}, 'ja');
    expect(subject).toBe(MAIL_TEXTS.en!.subject);
    expect(html).toContain('<h1 lang="ja" style="font:inherit;margin:0">いかがですか</h1>');
  });

  it('asks in the fallback language where the question has no other', () => {
    expect(render({}, {}, 'de').text).toContain('How likely?');
  });

  it('looks like its brand, and like no brand without one', () => {
    const branding = { name: 'Acme & Co', color: '#cc0044', logoUrl: 'https://acme.example/logo.png?a=1&b=2' };
    const { html, text } = render({ branding });
    expect(html).toContain('src="https://acme.example/logo.png?a=1&amp;b=2"');
    expect(html).toContain('alt="Acme &amp; Co"');
    expect(html).toContain('border-top:4px solid #cc0044');
    expect(text).toContain('\nAcme & Co\n');
    expect(makeMailForm({ ...survey, branding }, 'pt').sender).toBe('Acme & Co');
    expect(render().html).not.toContain('<img');
  });

  it("ends with its brand's footer, in the language of the question or else in the fallback's", () => {
    const branding = { name: 'Acme', footer: { en: 'Acme, Springfield', pt: 'Acme, São Paulo' } };
    for (const form of [render({ branding }).text, render({ branding }).html])
      expect(form).toContain('Acme, São Paulo');
    expect(render({ branding }, {}, 'de').text).toContain('Acme, Springfield');
  });

  it('escapes whatever a name or a question holds', () => {
    const { html } = render({ question: { pt: 'A & B < C?' } }, { name: `<img src=x onerror="a('$&')">` });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;a(&#39;$&amp;&#39;)&quot;&gt;');
    expect(html).toContain('A &amp; B &lt; C?');
  });

  it('reads no template in a name, a question or a brand', () => {
    const words = '{{link}} {{#scores}} {{question}}';
    const { html, text } = render({ question: { pt: words }, branding: { name: words } }, { name: words });
    for (const form of [html, text]) expect(form.split(words).length).toBeGreaterThan(3);
    expect(links(html)).toHaveLength(11);
  });

  it('leaves nothing open', () => {
    const { html, text, subject } = render();
    expect(`${html}${text}${subject}`).not.toMatch(/\{\{|\}\}|undefined|null/);
  });

  it('keeps a name on one line', () => {
    expect(render({}, { name: ' Maria\r\nX: y ' }).text).toContain('Olá, Maria X: y,');
  });

  it.each([[null], [''], ['  ']])('greets without a name when it is %p', (name) => {
    expect(render({}, { name }).text.startsWith('Olá,\n')).toBe(true);
  });
});

import { MAIL_TEXTS } from './mail-texts.rules.js';
import { renderMail } from './render-mail.rules.js';

const content = {
  locale: 'pt',
  question: 'Qual a probabilidade?',
  name: 'Maria',
  link: 'https://nps.example/s/v1.abc',
  unsubscribeLink: 'https://nps.example/u/v1.def',
};
const links = (text: string) =>
  [...text.matchAll(/https:\/\/nps\.example\/s\/v1\.abc\?score=(\d+)/g)].map((it) => Number(it[1]));

describe('renderMail', () => {
  it('offers eleven links, in both forms', () => {
    const { html, text } = renderMail(content);
    expect(links(html)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(links(text)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('offers a way out, in both forms', () => {
    const { html, text } = renderMail(content);
    expect(html).toContain('<a href="https://nps.example/u/v1.def"');
    expect(text).toContain('Não receber mais pesquisas: https://nps.example/u/v1.def');
  });

  it('says in its subject that it reminds', () => {
    const { subject, html } = renderMail({ ...content, reminds: true });
    expect(subject).toBe(MAIL_TEXTS.pt!.reminderSubject);
    expect(html).toContain(`<title>${subject}</title>`);
  });

  it("speaks the question's language", () => {
    const { html, text, subject } = renderMail(content);
    expect(subject).toBe(MAIL_TEXTS.pt!.subject);
    expect(html).toContain('<html lang="pt">');
    expect(text).toContain('Olá, Maria,');
    expect(renderMail({ ...content, locale: 'ja' }).subject).toBe(MAIL_TEXTS.en!.subject);
  });

  it('escapes whatever a name or a question holds', () => {
    const { html } = renderMail({ ...content, name: `<img src=x onerror="a('$&')">`, question: 'A & B < C?' });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;a(&#39;$&amp;&#39;)&quot;&gt;');
    expect(html).toContain('A &amp; B &lt; C?');
  });

  it('keeps a name on one line', () => {
    expect(renderMail({ ...content, name: ' Maria\r\nX: y ' }).text).toContain('Olá, Maria X: y,');
  });

  it.each([[null], [''], ['  ']])('greets without a name when it is %p', (name) => {
    expect(renderMail({ ...content, name }).text.startsWith('Olá,\n')).toBe(true);
  });
});

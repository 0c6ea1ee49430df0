import { createHash } from 'node:crypto';
import { PLAIN_NPS } from '#survey-documents';
import { TOO_LATE } from '../invitations/invitation.rules.js';
import { followUpsPage } from './follow-ups-page.rules.js';
import { html } from './html.rules.js';
import { languageName } from './language-names.rules.js';
import { noticePage } from './notice-page.rules.js';
import { PAGE_HEADERS } from './page-headers.rules.js';
import { questionPage } from './question-page.rules.js';
import { LANGUAGES, languageOf, languageOfBrowser, pageLanguage } from './texts.rules.js';
import { thanksPage } from './thanks-page.rules.js';

const survey = {
  ...{ invitationId: 'i', question: 'How likely are you to recommend us?', locale: 'en-GB' },
  expiresAt: new Date('2026-04-01T00:00:00Z'),
  document: PLAIN_NPS,
};
const answer = { score: 3, comment: 'Too slow.', editable: true };
const path = '/s/token';
const EVIL = `"><script>alert('1')</script>&`;

describe('html', () => {
  it('escapes text and attributes, and nothing twice', () => {
    const inner = html`<b title="${EVIL}">${EVIL}</b>`;
    const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;';
    expect(html`<p>${[inner]}${false}${null}${undefined}${0}</p>`.text).toBe(
      `<p><b title="${escaped}">${escaped}</b>0</p>`,
    );
  });
});

describe('pages', () => {
  const pages = [
    questionPage({ path, survey: { ...survey, question: EVIL, locale: EVIL }, comment: EVIL }),
    thanksPage({ path, survey, answer: { ...answer, comment: EVIL } }),
    thanksPage({ path, survey, answer: { ...answer, comment: EVIL, editable: false } }),
    noticePage(503, 'en', { again: { path, typed: { comment: EVIL } } }),
  ];

  it('are made in less than a millisecond each', () => {
    const before = process.cpuUsage();
    for (let round = 0; round < 200; round++) questionPage({ path, survey, comment: `${round}${EVIL}` });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000 / 200).toBeLessThan(1);
  });

  it.each(pages)('let nothing of what others wrote become markup (%#)', (page) => {
    expect(page).not.toContain('<script');
    expect(page).not.toContain('"&gt;<');
    expect(page).toContain('&lt;script&gt;');
  });

  it.each(pages)('carry exactly the one style that the policy allows (%#)', (page) => {
    const [, style] = /<style>(.*?)<\/style>/s.exec(page)!;
    const hash = createHash('sha256').update(style!).digest('base64');
    expect(PAGE_HEADERS['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
    expect(page).not.toMatch(/\sstyle=|\son[a-z]+=|<link (?!rel="icon" href="data:,")/);
  });

  it('keep a first line break that was typed', () => {
    expect(questionPage({ path, survey, comment: '\nsecond line' })).toContain('>\n\nsecond line</textarea>');
  });

  it('choose the score of the link and no other', () => {
    expect(questionPage({ path, survey, score: 0 }).match(/ checked/g)).toHaveLength(1);
    expect(questionPage({ path, survey, score: 0 })).toContain('value="0" required checked');
    expect(questionPage({ path, survey })).not.toContain(' checked');
  });

  it('tell what is wrong in the title, at the top with a way to the place, and at the place', () => {
    const page = questionPage({ path, survey, problem: 'scoreMissing' });
    expect(page).toContain('<title>Error: Your opinion</title>');
    expect(page).toContain('role="alert" tabindex="-1" autofocus>');
    expect(page).toContain('<a href="#score">Please choose a number from 0 to 10.</a>');
    expect(page).toMatch(/id="score" name="score" value="0"/);
    expect(page).toContain('aria-describedby="ends score-problem"');
    expect(page).toContain('id="score-problem">Please choose a number');
  });

  it('say that some answers were not saved once, and lead to those that are shown', () => {
    const question = { en: 'Why?' };
    const questions = ['why', 'value'].map((id) => ({ id, kind: 'rating' as const, question }));
    const problems = new Map([
      ['old', 'answersRefused'],
      ['value', 'chooseOne'],
      ['older', 'answersRefused'],
    ] as const);
    const page = followUpsPage({ path, survey, questions, answers: [], problems });
    expect(page.match(/Some answers could not be saved/g)).toHaveLength(1);
    expect(page).toContain('<a href="#q.value">Please choose from the answers that are shown.</a>');
    expect(page).toContain('aria-describedby="q.value-problem q.value-ends"');
  });

  it.each([
    [3, 'We are sorry, <b>really</b>.', 'en'],
    [8, 'Your feedback helps us get better.', undefined],
    [10, 'We are delighted to hear that.', undefined],
  ])('thank who gave %i with: %s', (score, text, lang) => {
    const document = { ...PLAIN_NPS, thanks: { detractor: { en: 'We are sorry, <b>really</b>.' } } };
    const page = thanksPage({ path, survey: { ...survey, document }, answer: { ...answer, score } });
    const escaped = text.replace('<b>', '&lt;b&gt;').replace('</b>', '&lt;/b&gt;');
    expect(page).toContain(lang ? `<span lang="en" dir="auto">${escaped}</span>` : `<p class="lead">${escaped}</p>`);
  });

  it('offer no form for an answer that is final', () => {
    const page = thanksPage({ path, survey, answer: { ...answer, editable: false } });
    expect(page).toContain('Too slow.');
    expect(page).not.toMatch(/<form|href="\/s/);
  });

  it.each([
    [404, 'This link does not work'],
    [409, 'Your answer can no longer be changed.'],
    [410, 'This survey is over'],
    [500, 'Something went wrong'],
    [503, 'One moment, please'],
  ])('say for %i: %s', (status, text) => {
    expect(noticePage(status, 'en')).toContain(`<h1>${text}</h1>`);
  });

  it.each([
    [TOO_LATE.expired, 'The time to answer has passed.'],
    [TOO_LATE.takenBack, 'This survey was taken back'],
    [TOO_LATE.erased, 'Your personal data have been deleted'],
  ])('say why nobody answers any more: %s', (detail, text) => {
    expect(noticePage(410, 'en', { detail })).toContain(text);
  });
});

describe('languages', () => {
  it.each([
    ['pt-BR', 'pt'],
    ['PT', 'pt'],
    ['de-CH', 'de'],
    ['fr', 'fr'],
    ['ja', 'en'],
    ['', 'en'],
    ['constructor', 'en'],
  ])('of %j is %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });

  it.each([
    ['de-CH,en;q=0.5', 'de'],
    ['ja, fr;q=0.8, en;q=0.7', 'fr'],
    ['*', 'en'],
    [undefined, 'en'],
  ])('of a browser with %j is %s', (header, language) => {
    expect(languageOfBrowser(header)).toBe(language);
  });

  it.each([
    ['en', 'English'],
    ['pt-BR', 'Português (Brasil)'],
    ['ar', 'العربية'],
    ['xx', 'Xx'],
    ['en-', 'en-'],
  ])('are called by their speakers: %s', (tag, name) => {
    expect(languageName(tag)).toBe(name);
  });

  it.each([
    ['ja', 'de', 'de'],
    ['ja', 'ko', 'en'],
    ['he-IL', 'de', 'he'],
  ] as const)('of the page around a survey in %s that falls back to %s is %s', (locale, fallbackLanguage, language) => {
    expect(pageLanguage({ locale, document: { ...PLAIN_NPS, fallbackLanguage } })).toBe(language);
  });

  it('that are written from right to left turn the page', () => {
    const lefts = Object.keys(LANGUAGES).map((locale) => questionPage({ path, survey: { ...survey, locale } }));
    expect(lefts.map((page) => page.match(/<html lang="(\w+)" dir="rtl">/)?.[1]).filter(Boolean)).toEqual(['ar', 'he']);
  });

  it('say everything, and each its own', () => {
    const { en, ...others } = LANGUAGES;
    for (const texts of Object.values(others)) {
      expect(Object.keys(texts)).toEqual(Object.keys(en));
      const same = Object.entries(texts).filter(([name, text]) => text === en[name as keyof typeof en]);
      expect(same.filter(([name]) => name !== 'errorPrefix')).toEqual([]);
      expect(Object.values(texts).every((text) => text.trim() !== '')).toBe(true);
    }
  });
});

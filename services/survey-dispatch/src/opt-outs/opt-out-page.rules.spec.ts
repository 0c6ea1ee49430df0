import { createHash } from 'node:crypto';
import { OPT_OUT_HEADERS, optedOutPage, optOutPage } from './opt-out-page.rules.js';

describe('the page on which one opts out', () => {
  it.each([
    ['en-GB', 'lang="en" dir="ltr"', 'No more surveys'],
    ['de', 'lang="de" dir="ltr"', 'Keine Umfragen mehr'],
    ['ar-EG', 'lang="ar" dir="rtl"', 'عدم تلقي المزيد'],
    ['he', 'lang="he" dir="rtl"', 'לא לקבל עוד סקרים'],
    ['ja', 'lang="en" dir="ltr"', 'No more surveys'],
    ['constructor', 'lang="en" dir="ltr"', 'No more surveys'],
  ])('speaks the language of the survey, %s, in its direction', (locale, html, button) => {
    const page = optOutPage(locale, '/u/"token"');
    expect(page).toContain(`<html ${html}>`);
    expect(page).toContain(`action="/u/&quot;token&quot;"><button type="submit">${button}</button>`);
    expect(optedOutPage(locale)).toContain(`<html ${html}>`);
    expect(optedOutPage(locale)).not.toContain('<form');
  });

  it('carries exactly the style that its policy allows', () => {
    const [, style] = /<style>(.*?)<\/style>/s.exec(optOutPage('en', '/u/token'))!;
    const hash = createHash('sha256').update(style!).digest('base64');
    expect(OPT_OUT_HEADERS['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
  });
});

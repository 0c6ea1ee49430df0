import { inLanguage } from '#survey-documents';
import { type Html, html } from './html.rules.js';
import { languageName } from './language-names.rules.js';
import { languagesOf, type Survey } from './survey.rules.js';
import { LANGUAGES, pageLanguage } from './texts.rules.js';

/**
 * What stands below each page of a survey: its other languages, the sender's address, and the way out of all surveys.
 * @param inOther the address of this page in another language
 */
export function surveyFooter(survey: Survey, inOther: (language: string) => string): Html | undefined {
  const texts = LANGUAGES[pageLanguage(survey)];
  const { locale, document, unsubscribePath } = survey;
  const { footer } = document.branding ?? {};
  const address = footer && inLanguage(footer, locale, document.fallbackLanguage);
  const languages = languagesOf(document);
  if (languages.length < 2 && !address && !unsubscribePath) return undefined;
  return html`<footer>
${
  languages.length > 1 &&
  html`<nav aria-label="${texts.language}"><ul>${languages.map((tag) => languageItem(tag, tag === locale, inOther))}</ul></nav>
`
}${
  address &&
  html`<p><span lang="${address.lang}" dir="auto">${address.text}</span></p>
`
}${
  unsubscribePath &&
  html`<p><a href="${unsubscribePath}">${texts.noMoreSurveys}</a></p>
`
}</footer>
`;
}

function languageItem(tag: string, isThis: boolean, inOther: (language: string) => string): Html {
  const name = html`lang="${tag}" dir="auto">${languageName(tag)}`;
  if (isThis) return html`<li><span aria-current="true" ${name}</span></li>`;
  return html`<li><a href="${inOther(tag)}" hreflang="${tag}" ${name}</a></li>`;
}

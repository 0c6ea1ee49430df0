import type { Branding } from '#survey-documents';
import { TOO_LATE } from '../invitations/invitation.rules.js';
import { type Html, html } from './html.rules.js';
import { layout } from './layout.rules.js';
import type { TypedForm } from './survey.rules.js';
import { LANGUAGES, type Language, type Texts } from './texts.rules.js';

type Notice = readonly [title: keyof Texts, help?: keyof Texts];

/** What a respondent is told for an HTTP status. */
const NOTICES: Readonly<Record<number, Notice>> = {
  404: ['brokenLink', 'brokenLinkHelp'],
  409: ['final'],
  410: ['expired', 'expiredHelp'],
  413: ['tooMuch', 'commentTooLong'],
  503: ['wait', 'waitHelp'],
};
/** What comes before that, for the detail of a problem. */
const OF_DETAILS: Readonly<Record<string, Notice>> = {
  [TOO_LATE.takenBack]: ['takenBack', 'takenBackHelp'],
  [TOO_LATE.erased]: ['expired', 'erasedHelp'],
};
const ANY_OTHER: Notice = ['failed', 'failedHelp'];

/** Where what could not be done now can be tried again, with what was typed. */
export interface Again {
  readonly path: string;
  readonly typed: TypedForm & Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What a notice says and offers beyond its status. */
export interface NoticeOptions {
  readonly again?: Again;
  /** Where the survey goes on, where it does. */
  readonly surveyPath?: string;
  /** Of the problem that an API would be told. */
  readonly detail?: string;
  readonly branding?: Branding;
}

/** A page for what could not be done; where a moment later it may work, it can be sent again and nothing is lost. */
export function noticePage(
  status: number,
  language: Language,
  { again, surveyPath, detail = '', branding }: NoticeOptions = {},
): string {
  const texts = LANGUAGES[language];
  const [title, help] = OF_DETAILS[detail] ?? NOTICES[status] ?? ANY_OTHER;
  const main = html`<h1>${texts[title]}</h1>
${help && html`<p>${texts[help]}</p>`}
${again ? tryAgain(again, texts) : surveyPath && html`<p><a class="button" href="${surveyPath}">${texts.backToSurvey}</a></p>`}`;
  return layout(language, texts[title], main, branding);
}

function tryAgain({ path, typed }: Again, texts: Texts): Html {
  const fields = Object.entries(typed).flatMap(([name, typed]) =>
    [typed ?? []].flat().map((value) => [name, value] as const),
  );
  if (fields.length === 0) return html`<p><a class="button" href="${path}">${texts.tryAgain}</a></p>`;
  const hidden = fields.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
  );
  return html`<form method="post" action="${path}">
${hidden}<button type="submit">${texts.tryAgain}</button>
</form>`;
}

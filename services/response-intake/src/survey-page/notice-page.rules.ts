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

/**
 * A page for what could not be done; where a moment later it may work, it can be sent again and nothing is lost.
 * @param detail of the problem that an API would be told
 */
export function noticePage(
  status: number,
  language: Language,
  { again, detail = '' }: { again?: Again; detail?: string } = {},
): string {
  const texts = LANGUAGES[language];
  const [title, help] = OF_DETAILS[detail] ?? NOTICES[status] ?? ANY_OTHER;
  const main = html`<h1>${texts[title]}</h1>
${help && html`<p>${texts[help]}</p>`}
${again && tryAgain(again, texts)}`;
  return layout(language, texts[title], main);
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

import { type Html, html } from './html.rules.js';
import type { Texts } from './texts.rules.js';

/** One thing that is wrong with a form: the id of the field, where it is one field's, and what to do. */
export interface FormProblem {
  readonly field?: string;
  readonly text: string;
}

/**
 * What is wrong, with ways to the places. It has the focus when the page is loaded, so that a screen reader begins with
 * it; the page works without a script.
 */
export function problemSummary(texts: Texts, problems: readonly FormProblem[]): Html | undefined {
  if (problems.length === 0) return undefined;
  const items = problems.map(({ field, text }) =>
    field === undefined ? html`<li>${text}</li>` : html`<li><a href="#${field}">${text}</a></li>`,
  );
  return html`<div class="wrong" role="alert" tabindex="-1" autofocus>
<p>${texts.problem}</p>
<ul>${items}</ul>
</div>
`;
}

/** What is wrong with a field, beside it. */
export function fieldProblem(id: string, text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<p class="error" id="${id}">${text}</p>\n`;
}

/** A page's title, which is the first that a screen reader says. */
export function titleOf(texts: Texts, title: string, isWrong: boolean): string {
  return isWrong ? `${texts.errorPrefix}: ${title}` : title;
}

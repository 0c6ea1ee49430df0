/** A template with all that is known filled in: texts, and between each two of them the name of what is still open. */
export interface Cut {
  readonly texts: readonly string[];
  readonly open: readonly string[];
}

/** What is known of a template: texts by name, and lists for the sections that are repeated. */
export type Known = Readonly<Record<string, string | readonly string[] | undefined>>;

const SECTION = /\{\{#(\w+)\}\}([\s\S]*?)\{\{\/\1\}\}/g;
const NAME = /\{\{(\w+)\}\}/;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes a text harmless in HTML, as content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/**
 * Fills what is known into a template, once for many mails. `{{name}}` is a text; `{{#name}}…{{/name}}` is there where the
 * text is, and for a list of `scores` once for each `{{score}}`. What is filled in is never read as a template.
 * @param harmless makes what is filled in so
 */
export function cutTemplate(template: string, known: Known, harmless: (text: string) => string): Cut {
  const texts: string[] = [];
  const open: string[] = [];
  let text = '';
  inSections(template, known)
    .split(NAME)
    .forEach((piece, index) => {
      if (index % 2 === 0) text += piece;
      else if (typeof known[piece] === 'string') text += harmless(known[piece]);
      else {
        texts.push(text);
        open.push(piece);
        text = '';
      }
    });
  return { texts: [...texts, text], open };
}

/** Fills in the rest. @param values by name; they are harmless already */
export function fill({ texts, open }: Cut, values: Readonly<Record<string, string>>): string {
  let filled = texts[0]!;
  for (let index = 0; index < open.length; index++) filled += values[open[index]!]! + texts[index + 1]!;
  return filled;
}

function inSections(template: string, known: Known): string {
  return template.replace(SECTION, (_, name: string, inner: string) => {
    const value = known[name];
    if (typeof value === 'string' || value === undefined) return value ? inner : '';
    return value.map((one) => inner.replaceAll(`{{${name.slice(0, -1)}}}`, () => one)).join('');
  });
}

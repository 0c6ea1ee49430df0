import { LANGUAGES, type Language } from '../insights/language-profiles.rules.js';

/**
 * A theme that customers speak of. Its place in the tree is its id: `support.responsiveness` is a child of `support`.
 * Cues are words and phrases separated by commas or new lines, with `*` for any ending.
 */
export type Theme = Readonly<{
  id: string;
  name: string;
  cues: Readonly<Record<Language, string>>;
  /** Words that show the theme only where its parent is spoken of: "quick" in "quick support". */
  besideParent?: Readonly<Record<Language, string>>;
}>;

/** A version of the tree of themes. */
export type Taxonomy = Readonly<{ version: string; themes: readonly Theme[] }>;

/** What is wrong with a taxonomy, one sentence each; nothing for a sound one. */
export function problemsOf({ version, themes }: Taxonomy): string[] {
  const ids = themes.map(({ id }) => id);
  return [
    ...(/^\d{4}\.\d+$/.test(version) ? [] : [`version ${version} is not year.number`]),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} comes twice`),
    ...ids.filter((id) => !/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/.test(id)).map((id) => `${id} is no id`),
    ...ids
      .filter((id) => id.includes('.') && !ids.includes(id.slice(0, id.indexOf('.'))))
      .map((id) => `${id} has no parent`),
    ...themes.flatMap(({ id, cues }) =>
      LANGUAGES.filter((language) => !cues[language].trim()).map((language) => `${id} has no cues in ${language}`),
    ),
  ];
}

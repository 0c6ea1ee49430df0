import { COLUMN_NAMES, plainName } from './column-names.rules.js';
import { type CsvFormat, type ImportSpec, SOURCE_FIELDS, type SourceField } from './import-spec.rules.js';

/** What a column of a file holds. */
export type Column =
  | { readonly kind: 'field'; readonly field: SourceField }
  | { readonly kind: 'attribute' | 'answer'; readonly name: string }
  | { readonly kind: 'ignored' };

/** The header of a file: the name of each column, and in files that have two header rows the second name. */
export interface Header {
  readonly names: readonly string[];
  readonly second?: readonly string[];
}

/** What is wrong with a header: a column or parameter, and the reason. */
export interface HeaderProblem {
  readonly field: string;
  readonly reason: string;
}

const IGNORED: Column = { kind: 'ignored' };
const LONGEST_NAME = 100;
const SOMEBODY: readonly SourceField[] = ['externalId', 'personId', 'contactId', 'email', 'phone'];

/** What each column of a file holds, or what is wrong with its header. */
export function columnsOf(header: Header, spec: ImportSpec): { columns: readonly Column[] } | HeaderProblem {
  const names = titlesOf(header);
  const unmapped = Object.keys(spec.mapping).find((name) => !names.some((it) => isSame(it, name)));
  if (unmapped !== undefined)
    return { field: 'mapping', reason: `names "${unmapped}", which is no column of the file` };
  const columns: Column[] = [];
  const taken = new Set<SourceField>();
  for (const [index, name] of names.entries()) {
    const column = columnOf(name, index, header, spec, names);
    if ('reason' in column) return column;
    // Of two columns for one thing, the first is it; a mapping may say otherwise.
    const isAgain = column.kind === 'field' && taken.has(column.field);
    if (column.kind === 'field') taken.add(column.field);
    columns.push(isAgain ? IGNORED : column);
  }
  if (!SOMEBODY.some((field) => taken.has(field)))
    return { field: 'body', reason: `has no column of ${SOMEBODY.join(', ')}` };
  const needsScore = spec.kind === 'responses' || spec.format === 'surveymonkey-csv';
  if (needsScore && !taken.has('score'))
    return { field: 'mapping', reason: 'names no column as the score, and none could be told by its name' };
  return { columns };
}

function columnOf(
  name: string,
  index: number,
  header: Header,
  spec: ImportSpec,
  names: readonly string[],
): Column | HeaderProblem {
  const mapped = Object.entries(spec.mapping).find(([column]) => isSame(column, name))?.[1];
  if (mapped !== undefined) return mappedColumn(mapped, name);
  const mappedFields = new Set(Object.values(spec.mapping));
  const own = COLUMN_NAMES[spec.format as CsvFormat];
  const field = own.names[plainName(name)] ?? guessed(name, index, header, spec.format, names);
  if (field === 'ignore' || (field && mappedFields.has(field))) return IGNORED;
  if (field) return { kind: 'field', field };
  if (name === '') return IGNORED;
  if (own.further === 'answer') return { kind: 'answer', name: questionIdOf(name) };
  if (own.further === 'attribute') return { kind: 'attribute', name: name.slice(0, LONGEST_NAME).toWellFormed() };
  const further = mappedColumn(name, name);
  return 'reason' in further
    ? { field: name.slice(0, LONGEST_NAME), reason: 'is no column that is known; say what it is by a mapping' }
    : further;
}

/** What a word of a mapping means: a field, `attributes.<name>`, `answers.<question>` or `ignore`. */
function mappedColumn(word: string, column: string): Column | HeaderProblem {
  if (word === 'ignore') return IGNORED;
  if ((SOURCE_FIELDS as readonly string[]).includes(word)) return { kind: 'field', field: word as SourceField };
  const [, kind, name] = /^(attributes|answers)\.(.{1,100})$/.exec(word) ?? [];
  if (kind && name) return { kind: kind === 'answers' ? 'answer' : 'attribute', name };
  return { field: 'mapping', reason: `of "${column.slice(0, LONGEST_NAME)}" is no field` };
}

/** What a question is, by its words: of several, the first that asks how likely one would recommend. */
function guessed(
  name: string,
  index: number,
  { second }: Header,
  format: string,
  names: readonly string[],
): SourceField | undefined {
  if (format !== 'surveymonkey-csv') return undefined;
  const isOpen = (place: number) => plainName(second?.[place] ?? '') === 'openendedresponse';
  if (/recommend/i.test(name) && !isOpen(index)) return 'score';
  const firstOpen = names.findIndex((_, place) => isOpen(place));
  return index === firstOpen ? 'comment' : undefined;
}

/** The columns' names; a question of several columns names the first of them, and each has a name of its own below. */
function titlesOf({ names, second }: Header): string[] {
  let question = '';
  return names.map((name, index) => {
    const own = name.trim();
    if (!second) return own;
    const below = second[index]?.trim() ?? '';
    if (own !== '') question = own;
    const isUsual = /^(|response|open-ended response)$/i.test(below);
    return isUsual ? own || question : `${question}: ${below}`;
  });
}

function isSame(one: string, other: string): boolean {
  return plainName(one) === plainName(other);
}

/** The id of a question that has none: its words. */
function questionIdOf(name: string): string {
  const words = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return words.replace(/^-|-$/g, '').slice(0, LONGEST_NAME).toWellFormed() || 'question';
}

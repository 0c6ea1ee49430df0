import { BANDS, type Metric, SCALES } from '#survey-documents';
import type { TrustState } from '../trust/trust.rules.js';
import { firstIdAt } from './response-id.rules.js';

/** The categories that scores have, of every metric. */
export const CATEGORIES = [...new Set(Object.values(BANDS).flatMap((bands) => Object.keys(bands)))];

/** How far a response is trusted; the first two count. */
export const STATES = ['provisional', 'confirmed', 'set_aside', 'excluded'] as const satisfies TrustState[];

/** What `state` can be asked for: those that count, each state by itself, or any. */
export const WANTED_STATES = ['counting', ...STATES, 'any'] as const;

/** What a list can be ordered by. */
export const SORTS = ['created', 'updated', 'answered'] as const;

/** What a list is ordered by. */
export type Sort = (typeof SORTS)[number];

/** Which responses are looked for, and in which order; all that is given must fit. */
export interface ResponseFilter {
  readonly contactId?: string;
  readonly accountId?: string;
  readonly programId?: string;
  readonly invitationId?: string;
  readonly touchpoint?: string;
  readonly metric?: Metric;
  readonly category?: string;
  /** Included, as `scoreTo`. */
  readonly scoreFrom?: number;
  readonly scoreTo?: number;
  readonly source?: string;
  readonly externalId?: string;
  readonly channel?: string;
  readonly state: (typeof WANTED_STATES)[number];
  readonly historic?: boolean;
  readonly anonymous?: boolean;
  /** The day that it counts for: then or later, and before `answeredTo`. */
  readonly answeredFrom?: Date;
  readonly answeredTo?: Date;
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
  readonly updatedFrom?: Date;
  readonly updatedTo?: Date;
  /** Words that all stand in the comment or in a text answer; `word*` stands for all that begin so. */
  readonly text?: string;
  /** Absent, what a range is given of: `updated`, else `answered`, else `created`. */
  readonly sort?: Sort;
  readonly order: 'newest' | 'oldest';
}

/** What the list of a filter is ordered by: within a range, its own order is the one that the database finds at once. */
export function sortOf({ sort, updatedFrom, updatedTo, answeredFrom, answeredTo }: ResponseFilter): Sort {
  if (sort) return sort;
  if (updatedFrom || updatedTo) return 'updated';
  return answeredFrom || answeredTo ? 'answered' : 'created';
}

/** A condition with its parameters: SQL in which `?` stands for the next of them. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What is wrong with a filter as a whole: combinations and ranges that no response can fit. */
export function filterProblems(filter: ResponseFilter): { field: string; reason: string }[] {
  const { metric, category, scoreFrom, scoreTo, source, externalId, text } = filter;
  const problems: { field: string; reason: string }[] = [];
  const refuse = (field: string, reason: string) => problems.push({ field, reason });
  if (metric && category && !Object.hasOwn(BANDS[metric], category)) {
    refuse('category', `is no category of ${metric}, which has ${Object.keys(BANDS[metric]).join(', ')}`);
  }
  if (scoreFrom !== undefined && scoreTo !== undefined && scoreFrom > scoreTo) {
    refuse('scoreTo', 'must not be less than scoreFrom');
  }
  if (metric) {
    const { from, to } = SCALES[metric];
    const reason = `leaves no score: ${metric} has ${from} to ${to}`;
    if (scoreFrom !== undefined && scoreFrom > to) refuse('scoreFrom', reason);
    if (scoreTo !== undefined && scoreTo < from) refuse('scoreTo', reason);
  }
  for (const range of ['answered', 'created', 'updated'] as const) {
    const [from, to] = [filter[`${range}From`], filter[`${range}To`]];
    if (from && to && from >= to) refuse(`${range}To`, `must be after ${range}From`);
  }
  if (externalId !== undefined && source === undefined)
    refuse('externalId', 'is an id of a source, and needs it beside it');
  if (text !== undefined && wantedWords(text).every((words) => words.length === 0)) refuse('text', 'must hold a word');
  return problems;
}

/** The words of a text that are looked for, and the beginnings of words (`word*`). */
function wantedWords(text: string): [words: string[], beginnings: string[]] {
  const terms = text.split(/\s+/).filter((term) => /[\p{L}\p{N}]/u.test(term));
  return [terms.filter((term) => !term.endsWith('*')), terms.filter((term) => term.endsWith('*'))];
}

const given = (sql: string, parameter: unknown): Condition[] =>
  parameter === undefined ? [] : [{ sql, parameters: [parameter] }];

/** The conditions that a filter puts on the rows of `responses`. */
export function conditionsOf(filter: ResponseFilter): Condition[] {
  const { createdFrom, createdTo } = filter;
  return [
    ...given('contact_id = ?', filter.contactId),
    ...given('account_id = ?', filter.accountId),
    ...given('program_id = ?', filter.programId),
    ...given('invitation_id = ?', filter.invitationId),
    ...given('touchpoint = ?', filter.touchpoint),
    ...given('metric = ?', filter.metric),
    ...(filter.category === undefined ? [] : [categoryCondition(filter.category)]),
    ...given('score >= ?', filter.scoreFrom),
    ...given('score <= ?', filter.scoreTo),
    ...given('source = ?', filter.source),
    ...given('external_id = ?', filter.externalId),
    ...given('channel = ?', filter.channel),
    ...stateConditions(filter.state),
    ...given('historic = ?', filter.historic),
    ...given('anonymous = ?', filter.anonymous),
    ...given('answered_at >= ?', filter.answeredFrom),
    ...given('answered_at < ?', filter.answeredTo),
    ...given('response_id >= ?', createdFrom && firstIdAt(createdFrom)),
    ...given('response_id < ?', createdTo && firstIdAt(createdTo)),
    ...given('revised_at >= ?', filter.updatedFrom),
    ...given('revised_at < ?', filter.updatedTo),
    ...(filter.text === undefined ? [] : textConditions(filter.text)),
  ];
}

/** A category is one of the scores of each metric that has it. */
function categoryCondition(category: string): Condition {
  const ranges = Object.entries(BANDS).flatMap(([metric, bands]) => {
    const range = bands[category];
    return range ? [{ metric, ...range }] : [];
  });
  const sql = ranges.map(() => 'metric = ? AND score BETWEEN ? AND ?').join(' OR ');
  return { sql: `(${sql})`, parameters: ranges.flatMap(({ metric, from, to }) => [metric, from, to]) };
}

function stateConditions(state: ResponseFilter['state']): Condition[] {
  if (state === 'any') return [];
  if (state === 'counting') return [{ sql: `state IN ('provisional', 'confirmed')`, parameters: [] }];
  return [{ sql: 'state = ?', parameters: [state] }];
}

/** Of rows without any text no index is kept. */
function textConditions(text: string): Condition[] {
  const [words, beginnings] = wantedWords(text);
  const wanted = [...(words.length > 0 ? [[words, '']] : []), ...(beginnings.length > 0 ? [[beginnings, ':*']] : [])];
  return [
    { sql: '(comment IS NOT NULL OR answers IS NOT NULL)', parameters: [] },
    ...wanted.map(([terms, suffix]) => ({
      sql: 'words_of(comment, answers) @@ wanted_words(?, ?)',
      parameters: [(terms as string[]).join(' '), suffix],
    })),
  ];
}

/** Joins conditions into one, with numbered parameters. */
export function whereOf(conditions: readonly Condition[]): Condition {
  let count = 0;
  const sql = conditions.map((condition) => condition.sql.replace(/\?/g, () => `$${++count}`)).join(' AND ');
  return { sql: sql || 'true', parameters: conditions.flatMap(({ parameters }) => parameters) };
}

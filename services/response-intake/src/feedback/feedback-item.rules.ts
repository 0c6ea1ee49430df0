/** What a feedback item can be. */
export const FEEDBACK_KINDS = ['review', 'ticket', 'feature_request', 'csm_note', 'social_post'] as const;

/** A rating in its source's own scale; it is shown as it is, and no score is ever made of it. */
export interface Rating {
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
}

/** A feedback item as its source tells it. */
export interface GivenFeedback {
  readonly source: string;
  readonly externalId: string;
  readonly kind: string;
  /** Absent only where the item was deleted. */
  readonly text?: string;
  readonly title?: string;
  readonly contactId?: string;
  /** By which the contact is looked for; never kept. */
  readonly email?: string;
  readonly accountId?: string;
  readonly rating?: Rating;
  readonly language?: string;
  readonly url?: string;
  readonly writtenAt: Date;
  /** What is older than what is known changes nothing. */
  readonly updatedAt: Date;
  readonly deleted: boolean;
}

/** What is wrong with a field. */
export interface FeedbackProblem {
  readonly field: string;
  readonly reason: string;
}

/** What became of reading an item. */
export type ReadFeedback =
  | { readonly feedback: GivenFeedback; readonly problems?: undefined }
  | { readonly feedback?: undefined; readonly problems: readonly FeedbackProblem[] };

/** The longest text, title, address and id, in UTF-16 code units. */
export const LONGEST = { text: 50_000, title: 500, url: 2_000, id: 200 } as const;

/** Clocks of other systems may be ahead of ours. */
const AHEAD_MS = 5 * 60_000;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** What each field must be, in words, and whether a value is it; fields that are absent, null or empty are not asked. */
const FIELDS: Readonly<Record<string, readonly [requirement: string, fits: (value: unknown, now: Date) => boolean]>> = {
  source: textOf(LONGEST.id),
  externalId: textOf(LONGEST.id),
  kind: [`must be one of ${FEEDBACK_KINDS.join(', ')}`, (it) => (FEEDBACK_KINDS as readonly unknown[]).includes(it)],
  text: textOf(LONGEST.text),
  title: textOf(LONGEST.title),
  contactId: textOf(LONGEST.id),
  email: ['must be an e-mail address', (it) => typeof it === 'string' && /^[^\s@\0]{1,64}@[^\s@\0]{1,190}$/.test(it)],
  accountId: textOf(LONGEST.id),
  rating: ['must be {value, lowest, highest}: three numbers, the value between the other two', isRating],
  language: ['must be a BCP 47 language tag, such as pt-BR', (it) => languageOf(it) !== undefined],
  url: [`must be an https address of at most ${LONGEST.url} characters, without a password`, isAddress],
  writtenAt: ['must be a moment in the form of RFC 3339, since 1970 and not in the future', isPast],
  updatedAt: ['must be a moment in the form of RFC 3339, since 1970 and not in the future', isPast],
  deleted: ['must be true or false', (it) => typeof it === 'boolean'],
};
const REQUIRED = ['source', 'externalId', 'kind', 'writtenAt'];

/**
 * Reads a feedback item, from wherever it comes: every problem is named, and nothing is made to fit but the form of a
 * language tag and half characters. Without `updatedAt` the item is as old as it was when written.
 */
export function readFeedback(given: unknown, now: Date): ReadFeedback {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { problems: [{ field: 'body', reason: 'must be a JSON object' }] };
  const entries = Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const fields = Object.fromEntries(entries) as Record<string, unknown>;
  const wanted = fields.deleted === true ? REQUIRED : [...REQUIRED, 'text'];
  const problems = [
    ...wanted.filter((field) => !(field in fields)).map((field) => ({ field, reason: 'is missing' })),
    ...Object.entries(fields).flatMap(([field, value]) => problemOf(field, value, now) ?? []),
  ];
  return problems.length > 0 ? { problems } : { feedback: whole(fields) };
}

/** The fields of an item that were found to be right, with their defaults. */
function whole(fields: Record<string, unknown>): GivenFeedback {
  // Half of a character is kept by no database: it has to be the same before and after.
  const wellFormed = Object.entries(fields).map(([name, it]) => [
    name,
    typeof it === 'string' ? it.toWellFormed() : it,
  ]);
  const { language, writtenAt, updatedAt, deleted, ...rest } = Object.fromEntries(wellFormed);
  return {
    ...rest,
    ...(language !== undefined && { language: languageOf(language) }),
    writtenAt: new Date(writtenAt),
    updatedAt: new Date(updatedAt ?? writtenAt),
    deleted: deleted === true,
  };
}

function problemOf(field: string, value: unknown, now: Date): FeedbackProblem | undefined {
  const known = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (!known) return { field, reason: 'is not a known field' };
  const [reason, fits] = known;
  return fits(value, now) ? undefined : { field, reason };
}

function textOf(longest: number): readonly [string, (value: unknown) => boolean] {
  return [
    `must be text of 1 to ${longest.toLocaleString('en')} characters without U+0000`,
    (it) => typeof it === 'string' && it.trim() !== '' && it.length <= longest && !it.includes('\0'),
  ];
}

function isRating(given: unknown): boolean {
  if (typeof given !== 'object' || given === null || Object.keys(given).length !== 3) return false;
  const { value, lowest, highest } = given as Partial<Rating>;
  if (![value, lowest, highest].every((it) => typeof it === 'number' && Number.isFinite(it))) return false;
  return lowest! < highest! && lowest! <= value! && value! <= highest!;
}

function languageOf(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(given.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

function isAddress(given: unknown): boolean {
  if (typeof given !== 'string' || given.length > LONGEST.url || /[\s\0]/.test(given)) return false;
  const url = URL.parse(given);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
}

/** Whether a text is a moment since 1970 in the form of RFC 3339. */
export function isMoment(given: unknown): given is string {
  return typeof given === 'string' && RFC_3339.test(given) && Date.parse(given) >= 0;
}

function isPast(given: unknown, now: Date): boolean {
  return isMoment(given) && Date.parse(given) <= now.getTime() + AHEAD_MS;
}

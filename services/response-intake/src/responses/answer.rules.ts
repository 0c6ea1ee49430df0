import { createHash } from 'node:crypto';
import { type GivenAnswer, LONGEST_ANSWER, type Metric } from '#survey-documents';
import type { Occasion } from '../invitations/occasion.rules.js';

/** The longest comment, in characters. */
export const MAX_COMMENT = LONGEST_ANSWER;

/** No database keeps U+0000 in text. */
const pattern = '^[^\\u0000]*$';
const id = { type: 'string', minLength: 1, maxLength: 200, pattern } as const;

/** Each field of an answer as JSON Schema: the validator and the documents are derived from it. */
export const ANSWER_FIELDS = {
  invitationId: id,
  contactId: id,
  accountId: id,
  touchpoint: id,
  score: { type: 'integer', minimum: 0, maximum: 10 },
  comment: { type: 'string', maxLength: MAX_COMMENT, pattern },
  answeredAt: { type: 'string', format: 'date-time' },
  email: { type: 'string', format: 'email', maxLength: 254 },
  metric: { type: 'string', enum: ['nps', 'csat', 'ces'] },
  source: id,
  externalId: id,
  updatedAt: { type: 'string', format: 'date-time' },
  historic: { type: 'boolean' },
  answers: {
    type: 'array',
    maxItems: 50,
    items: {
      type: 'object',
      required: ['questionId'],
      additionalProperties: false,
      properties: {
        questionId: id,
        text: { type: 'string', maxLength: MAX_COMMENT, pattern },
        rating: { type: 'integer' },
        choices: { type: 'array', maxItems: 50, items: id },
      },
    },
  },
} as const;

/** A field that an answer may have. */
export type AnswerField = keyof typeof ANSWER_FIELDS;

/** What a field must be, in words. */
export const ANSWER_REQUIREMENTS: Readonly<Record<AnswerField, string>> = {
  invitationId: 'must be text of 1 to 200 characters without U+0000',
  contactId: 'must be text of 1 to 200 characters without U+0000',
  accountId: 'must be text of 1 to 200 characters without U+0000',
  touchpoint: 'must be text of 1 to 200 characters without U+0000',
  score: 'must be an integer from 0 to 10',
  comment: 'must be text of at most 5,000 characters without U+0000',
  answers: 'must be a list of answers to follow-up questions: questionId with text, rating or choices',
  answeredAt: 'must be a moment in the form of RFC 3339, such as 2026-03-01T09:30:00Z',
  email: 'must be an e-mail address of at most 254 characters',
  metric: 'must be nps, csat or ces',
  source: 'must be text of 1 to 200 characters without U+0000',
  externalId: 'must be text of 1 to 200 characters without U+0000',
  updatedAt: 'must be a moment in the form of RFC 3339, such as 2026-03-01T09:30:00Z',
  historic: 'must be true or false',
};

/** The two forms of an answer: to an invitation, or about a touchpoint without one. */
export const ANSWER_FORMS: Readonly<
  Record<
    'invited' | 'uninvited',
    { readonly required: readonly AnswerField[]; readonly optional: readonly AnswerField[] }
  >
> = {
  invited: { required: ['invitationId', 'score'], optional: ['comment', 'answers'] },
  uninvited: {
    required: ['touchpoint', 'score'],
    optional: [
      ...(['contactId', 'email', 'accountId', 'comment', 'answeredAt'] as const),
      ...(['metric', 'source', 'externalId', 'updatedAt', 'historic'] as const),
    ],
  },
};

/** An answer to an invitation. What is absent stays as it is; an empty comment takes the comment away. */
export interface InvitedAnswer {
  readonly invitationId: string;
  readonly contactId?: undefined;
  readonly score?: number;
  readonly comment?: string;
  /** Answers to follow-up questions; those that are not named stay as they are. */
  readonly answers?: readonly GivenAnswer[];
  /** What is answered instead of an invitation behind an open link; its id stands in `invitationId`. No caller can send it. */
  readonly occasion?: Occasion;
}

/** An answer that an integrator sends in without an invitation. */
export interface UninvitedAnswer {
  readonly invitationId?: undefined;
  readonly contactId: string;
  /** By which the contact is found, where nothing else is known of whom it is from. */
  readonly email?: string;
  readonly accountId?: string;
  readonly touchpoint: string;
  /** `nps` when absent. */
  readonly metric?: Metric;
  readonly score: number;
  readonly comment?: string;
  /** RFC 3339; now when absent. */
  readonly answeredAt?: string;
  /** The system that it comes from. */
  readonly source?: string;
  /** Its id there: what comes with it again is about the same response. */
  readonly externalId?: string;
  /** RFC 3339: when it was last changed there; nothing older changes the response. */
  readonly updatedAt?: string;
  /** Whether it counts on its own date, and nothing is done because of it. */
  readonly historic?: boolean;
}

export type Answer = InvitedAnswer | UninvitedAnswer;

/** An answer as it is sent: of whom it is may be known by an address alone. */
export type SentAnswer = InvitedAnswer | (Omit<UninvitedAnswer, 'contactId'> & { readonly contactId?: string });

const EARLIEST = Date.UTC(1970, 0, 1);

/** Whether a text in the form of RFC 3339 is a moment that can be kept. */
export function isMoment(text: string): boolean {
  return Date.parse(text) >= EARLIEST;
}

/** Whether an answer can have been given at a moment; a leap second has the form of RFC 3339 and is no moment here. */
export function isPossibleMoment(answeredAt: string, now: Date): boolean {
  const time = Date.parse(answeredAt);
  return time >= EARLIEST && time <= now.getTime();
}

/** Equal for the same body in whatever order its fields were sent: SHA-256, base64url. */
export function bodyHash(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(body)))
    .digest('base64url');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, inner]) => [name, inOrder(inner)]);
}

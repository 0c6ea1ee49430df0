import type { FieldReader, Sent } from './field-reader.rules.js';
import { endOfSecond, epochOf, type PageWanted, readPage } from './paging.rules.js';
import { briefPersonOf, type Contact } from './person.rules.js';

const ORDERS = ['asc', 'desc', 'asc:created_at', 'desc:created_at', 'asc:updated_at', 'desc:updated_at'] as const;
const LONGEST_COMMENT = 5_000;
const DAY_MS = 86_400_000;

/** An answer to a follow-up question as response-intake tells of it. */
export interface FollowUpAnswer {
  readonly questionId: string;
  readonly kind: string;
  readonly text?: string;
  readonly rating?: number;
  readonly choices?: readonly string[];
}

/** A response as response-intake tells of it. */
export interface PagedResponse {
  readonly responseId: string;
  readonly contactId: string;
  readonly invitationId: string | null;
  readonly touchpoint: string;
  readonly metric: string;
  readonly score: number;
  readonly comment: string | null;
  readonly answers: readonly FollowUpAnswer[] | null;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly answeredAt: string;
  readonly revisedAt: string;
}

/** Which responses to list, and in which order. */
export interface ResponsesWanted extends PageWanted {
  readonly updatedSince?: Date;
  readonly updatedUntil?: Date;
  readonly trend?: string;
  readonly personId?: string;
  readonly personEmail?: string;
  readonly personPhone?: string;
  readonly newestFirst: boolean;
  readonly byUpdate: boolean;
  readonly expandPerson: boolean;
}

/** Reads which responses are wanted. @throws DelightedRefusal naming what is wrong */
export function readResponsesWanted(reader: FieldReader): ResponsesWanted {
  const order = reader.oneOf('order', ORDERS) ?? 'asc';
  const wanted = {
    ...readPage(reader),
    updatedSince: reader.moment('updated_since'),
    updatedUntil: endOfSecond(reader.moment('updated_until')),
    trend: reader.text('trend', 200),
    personId: reader.text('person_id', 200),
    personEmail: reader.email('person_email'),
    personPhone: reader.phone('person_phone_number'),
    newestFirst: order.startsWith('desc'),
    byUpdate: order.endsWith('updated_at'),
    expandPerson: readsPerson(reader),
  };
  reader.check();
  return wanted;
}

/** Whether `expand` names the person. */
export function readsPerson(reader: FieldReader): boolean {
  return reader.list('expand').includes('person');
}

/** A response as a caller sends it. */
export interface ResponseGiven {
  readonly person?: string;
  readonly score?: number;
  /** Empty takes the comment away, absent leaves it. */
  readonly comment?: string;
  readonly createdAt?: Date;
}

/** Reads a response; a client may send back all that it was shown, of which most cannot be changed. */
export function readResponse(reader: FieldReader, isNew: boolean): ResponseGiven {
  const given = {
    person: readPersonId(reader),
    score: reader.integer('score', { from: 0, to: 10 }),
    comment: 'comment' in reader.sent ? (reader.text('comment', LONGEST_COMMENT) ?? '') : undefined,
    createdAt: isNew ? reader.moment('created_at') : undefined,
  };
  if (isNew) {
    reader.need('person', given.person);
    reader.need('score', given.score);
    reader.values('person_properties');
  }
  reader.check();
  return given;
}

/** An id, or a person who has one, as an expanded response shows them. */
function readPersonId(reader: FieldReader): string | undefined {
  const { person } = reader.sent;
  if (typeof person !== 'object' || person === null) return reader.text('person', 200);
  const { id } = person as Sent;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : reader.wrong('person', 'is invalid');
}

/** Whether what was answered so long ago is history, because of which nothing is done. */
export function isHistoric(createdAt: Date | undefined, now: Date): boolean {
  return createdAt !== undefined && now.getTime() - createdAt.getTime() > DAY_MS;
}

/** A response as Delighted's API shows it. */
export function surveyResponseOf(
  response: PagedResponse,
  contact: Contact | undefined,
  { expandPerson, address }: { expandPerson: boolean; address: string },
) {
  const id = contact?.contactId ?? response.contactId;
  const properties = Object.entries(contact?.attributes ?? {});
  return {
    id: response.responseId,
    person: expandPerson ? briefPersonOf(id, contact) : id,
    survey_type: response.metric,
    score: response.score,
    comment: response.comment,
    permalink: `${address}/v1/responses/${response.responseId}`,
    created_at: epochOf(response.answeredAt),
    updated_at: epochOf(response.revisedAt),
    person_properties: properties.length > 0 ? Object.fromEntries(properties) : null,
    notes: [],
    tags: [],
    additional_answers: (response.answers ?? []).map(additionalAnswerOf),
  };
}

const QUESTION_TYPES: Readonly<Record<string, string>> = {
  text: 'free_response',
  rating: 'scale',
  single_choice: 'select_one',
  multiple_choice: 'select_many',
};

function additionalAnswerOf({ questionId, kind, text, rating, choices = [] }: FollowUpAnswer) {
  const chosen = choices.map((id) => ({ id, text: id }));
  return {
    id: questionId,
    value: {
      free_response: text ?? null,
      scale: rating ?? null,
      select_one: kind === 'single_choice' ? (chosen[0] ?? null) : null,
      select_many: kind === 'multiple_choice' ? chosen : null,
    },
    question: { id: questionId, type: QUESTION_TYPES[kind] ?? kind, text: null },
  };
}

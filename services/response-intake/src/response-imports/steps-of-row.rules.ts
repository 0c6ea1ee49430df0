import type { ImportKind, ImportSpec, SourceValues } from './formats/import-spec.rules.js';
import { readMoment } from './formats/moment.rules.js';
import {
  type Identity,
  type ImportedPerson,
  type ImportedSuppression,
  type ImportStep,
  identityKey,
  identityOf,
  PHASES,
} from './import-step.rules.js';
import { responseOfRow } from './response-of-row.rules.js';

/** What is wrong with a row: the field, and the reason in words that quote nothing of it. */
export interface RowProblem {
  readonly field: string | null;
  readonly reason: string;
}

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;
const LONGEST: Readonly<Record<string, number>> = {
  externalId: 200,
  personId: 200,
  contactId: 200,
  accountId: 200,
  touchpoint: 200,
  email: 320,
  name: 500,
  firstName: 249,
  lastName: 250,
};
/** No database keeps these in JSON: U+0000, and halves of characters. */
const UNWRITABLE = /\\u(0000|d[89a-f][0-9a-f]{2})/i;

/** What a row comes to: who must not be asked, a person, a response; or what is wrong with it. */
export function stepsOfRow(
  row: number,
  values: SourceValues,
  spec: ImportSpec,
  now: Date,
): { readonly steps: ImportStep[] } | RowProblem {
  const tooLong = Object.entries(LONGEST).find(([field, limit]) => (values[field as 'name']?.length ?? 0) > limit);
  if (tooLong) return { field: tooLong[0], reason: `must have at most ${tooLong[1]} characters` };
  const who = whoOf(values);
  if ('reason' in who) return who;
  const read = stepsOf(values, who.identity, spec, now);
  if ('reason' in read) return read;
  if (read.steps.some(({ data }) => UNWRITABLE.test(JSON.stringify(data))))
    return { field: null, reason: 'holds characters that no text has' };
  return { steps: read.steps.map((step) => ({ row, ...step })) };
}

type Step = Omit<ImportStep, 'row'>;

function stepsOf(
  values: SourceValues,
  identity: Identity,
  spec: ImportSpec,
  now: Date,
): { steps: Step[] } | RowProblem {
  const reason = suppressionOf(values, spec.kind);
  const isResponse = isAnswered(values, spec.kind, reason !== undefined);
  const steps: Step[] = [];
  if (reason) {
    const suppression = suppressed(values, identity, reason, spec);
    if ('field' in suppression) return suppression;
    steps.push(suppression);
  }
  if (isResponse) {
    const response = responseOfRow(values, identity, spec, now);
    if ('field' in response) return response;
    steps.push({ phase: PHASES.responses, ref: response.externalId, data: response });
  }
  if (isResponse || !reason) {
    const person = personOf(values, identity);
    if (person) steps.push(person);
    else if (!isResponse) return { field: 'email', reason: 'is missing, as is a phone number' };
  }
  return { steps };
}

/** Who a row is about: an address that is none refuses it; a number that is none does so where there is no address. */
function whoOf(values: SourceValues): { identity: Identity } | RowProblem {
  const { email, contactId, personId } = values;
  if (email && !EMAIL.test(email)) return { field: 'email', reason: 'must be an e-mail address' };
  const phone = values.phone?.replace(/[\s().-]/g, '').replace(/^00/, '+') ?? '';
  const isNumber = /^\+[1-9]\d{6,14}$/.test(phone);
  if (phone !== '' && !isNumber && !email && !contactId)
    return { field: 'phone', reason: 'must be an E.164 number, such as +5511987654321' };
  return { identity: identityOf({ contactId, personId, email, phone: isNumber ? phone : '' }) };
}

/** Why somebody must not be asked, by their own wish before all. */
function suppressionOf(values: SourceValues, kind: ImportKind | undefined): ImportedSuppression['reason'] | undefined {
  const { unsubscribedAt, bouncedAt, status = '' } = values;
  if (kind === 'unsubscribes' || unsubscribedAt || /unsubscri|opted?[ _-]?out/i.test(status)) return 'opted_out';
  // A full mailbox is no address that is gone.
  const isGone = /bounce|non-deliverable/i.test(status) && !/soft/i.test(status);
  return kind === 'bounces' || bouncedAt || isGone ? 'bounced' : undefined;
}

/** A file with a place for scores is one of responses: an empty one is missing, unless the row says that somebody left. */
function isAnswered({ score }: SourceValues, kind: ImportKind | undefined, isSuppressed: boolean): boolean {
  if (kind !== undefined) return kind === 'responses';
  return score !== undefined && (score !== '' || !isSuppressed);
}

function suppressed(
  { unsubscribedAt, bouncedAt }: SourceValues,
  identity: Identity,
  reason: ImportedSuppression['reason'],
  { dateOrder }: ImportSpec,
): Step | (RowProblem & { field: string }) {
  const who = identityKey(identity);
  if (who === '') return { field: 'email', reason: 'is missing, as is a phone number' };
  const written = reason === 'opted_out' ? unsubscribedAt : bouncedAt;
  const since = written ? readMoment(written, dateOrder) : undefined;
  // That somebody left is kept, whatever was made of the date.
  const at = since && 'at' in since ? { since: since.at.toISOString() } : {};
  return { phase: PHASES.suppressions, ref: `${reason} ${who}`, data: { ...identity, reason, ...at } };
}

/** What is told of a person who has an address, a number or an id here. */
function personOf(values: SourceValues, identity: Identity): Step | undefined {
  if (!identity.email && !identity.phone && !identity.contactId) return undefined;
  const { firstName, lastName, locale, accountId, attributes } = values;
  const name = values.name || [firstName, lastName].filter(Boolean).join(' ');
  const data: ImportedPerson = {
    ...identity,
    ...(name && { name }),
    ...(locale && isLanguage(locale) && { locale }),
    ...(accountId && { accountId }),
    ...(attributes && { attributes }),
  };
  return { phase: PHASES.people, ref: identityKey(identity), data };
}

function isLanguage(locale: string): boolean {
  try {
    return new Intl.Locale(locale) !== undefined;
  } catch {
    return false;
  }
}

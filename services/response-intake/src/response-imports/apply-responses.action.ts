import { contracts, type DataOf } from '#contracts';
import { forgottenAmong, newId, publish, type Transaction } from '#messaging';
import { type ChunkOutcome, ERASED, type ImportChunk, UNKNOWN_PERSON } from './import-chunk.rules.js';
import type { ImportedResponse } from './import-step.rules.js';
import { identityKey } from './import-step.rules.js';
import { newSourced, type Respondent, revisedBy, type SourcedResponse } from './imported-response.rules.js';
import type { RefusedRow } from './response-import.rules.js';
import { insertSourced, readSourced, reviseSourced } from './sourced-responses.query.js';
import { stagedPeople } from './stage-steps.query.js';
import { type Meant, whoIsMeant } from './who-is-meant.action.js';

/** Records the responses of a file as history, revises those that it changed, and publishes each of both. */
export async function applyResponses(
  transaction: Transaction,
  { under, steps, now }: ImportChunk<ImportedResponse>,
): Promise<ChunkOutcome> {
  const meant = await whoIsMeant(
    transaction,
    under.source,
    steps.map(({ data }) => data),
  );
  const known = await readSourced(
    transaction,
    under.source,
    steps.map(({ data }) => data.externalId),
    !under.dryRun,
  );
  const forgotten = await forgottenAmong(
    transaction,
    [...known.values()].map(({ contactId }) => contactId),
  );
  const wouldBe = await peopleOfDryRun(
    transaction,
    under,
    steps.map(({ data }) => data),
    meant,
  );
  const refused: RefusedRow[] = [];
  const recorded: SourcedResponse[] = [];
  const revisions: { before: SourcedResponse; after: SourcedResponse }[] = [];
  for (const { row, data } of steps) {
    const before = known.get(data.externalId);
    const responseId = before?.responseId ?? newId(now.getTime());
    const respondent = before ?? respondentOf(data, meant, responseId) ?? wouldBe.get(data.personId);
    if (!respondent) refused.push({ row, ...UNKNOWN_PERSON });
    else if (forgotten.has(respondent.contactId) || isErased(data, respondent, meant)) refused.push({ row, ...ERASED });
    else if (!before) recorded.push(newSourced(responseId, data, respondent, now));
    else {
      const after = revisedBy(before, data, now);
      if (after) revisions.push({ before, after });
    }
  }
  if (!under.dryRun) write(transaction, under, recorded, revisions);
  const applied = { recorded: recorded.length, revised: revisions.length };
  const unchanged = steps.length - refused.length - applied.recorded - applied.revised;
  return { applied: { ...applied, unchanged }, refused };
}

/** Who would be known by now were it no dry run, by the id in the source. */
async function peopleOfDryRun(
  transaction: Transaction,
  { dryRun, importId }: ImportChunk<unknown>['under'],
  responses: readonly ImportedResponse[],
  meant: Meant,
): Promise<ReadonlyMap<string | undefined, Respondent>> {
  if (!dryRun) return new Map();
  const unknown = responses
    .filter((it) => identityKey(it) !== '' && !meant.contactOf(it))
    .flatMap(({ personId }) => personId ?? []);
  const staged = await stagedPeople(transaction, importId, unknown);
  return new Map([...staged].map((personId) => [personId, { contactId: personId, accountId: null, anonymous: true }]));
}

/** Whose a response is; nothing where the file names somebody whom nobody knows. */
function respondentOf(data: ImportedResponse, meant: Meant, responseId: string): Respondent | undefined {
  if (identityKey(data) === '') return { contactId: `anonymous-${responseId}`, accountId: null, anonymous: true };
  const contact = meant.contactOf(data);
  return contact && { ...contact, anonymous: false };
}

function isErased(data: ImportedResponse, { contactId, anonymous }: Respondent, meant: Meant): boolean {
  if (anonymous) return false;
  return meant.isErased(contactId) || (identityKey(data) !== '' && meant.everybodyOf(data).length === 0);
}

function write(
  transaction: Transaction,
  { source, importId }: ImportChunk<unknown>['under'],
  recorded: readonly SourcedResponse[],
  revisions: readonly { before: SourcedResponse; after: SourcedResponse }[],
): void {
  if (recorded.length > 0) transaction.sendWithCommit(insertSourced(transaction, source, recorded));
  if (revisions.length > 0) transaction.sendWithCommit(reviseSourced(transaction, revisions));
  for (const response of [...recorded, ...revisions.map(({ after }) => after)]) {
    const options = { time: response.revisedAt, bulk: true };
    publish(transaction, contracts.responseRecorded, toEvent(response, source), { correlationId: importId }, options);
  }
}

function toEvent(response: SourcedResponse, source: string): DataOf<typeof contracts.responseRecorded> {
  const { responseId, revision, contactId, accountId, invitationId, programId, touchpoint, score, comment } = response;
  const { channel, answeredAt, revisedAt, answers, metric, state, stateReason, anonymous } = response;
  return {
    responseId,
    revision,
    contactId,
    accountId: accountId ?? undefined,
    invitationId: invitationId ?? undefined,
    programId: programId ?? undefined,
    touchpoint,
    score,
    comment: comment ?? undefined,
    channel,
    answeredAt: answeredAt.toISOString(),
    revisedAt: revisedAt.toISOString(),
    ...(answers?.length && {
      answers: { items: answers.map((it) => ({ ...it, choices: [...(it.choices ?? [])] })) },
    }),
    ...(metric !== 'nps' && { metric }),
    ...(state !== 'confirmed' && { state, stateReason: stateReason ?? undefined }),
    source,
    historic: true,
    ...(anonymous && { anonymous }),
  };
}

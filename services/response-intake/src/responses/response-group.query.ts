import { forgottenAmong, type Transaction } from '#messaging';
import { readInvitations } from '../invitations/invitation.query.js';
import { KnownSurveys } from '../surveys/known-surveys.query.js';
import { atOnceSince } from '../trust/trust.rules.js';
import type { GroupPlan, KnownToGroup, Submission } from './group.rules.js';
import { readRemembered, remember } from './idempotency-keys.query.js';
import { insertResponses, keepFormer, updateResponses } from './keep-responses.query.js';
import { lockById, lockByInvitation, lockBySource, readFormerScores } from './lock-responses.query.js';
import { readPresentIds } from './present-ids.query.js';
import type { PresentIds } from './present-ids.rules.js';
import type { ResponseState } from './response.rules.js';
import { askedIn } from './submission.rules.js';

/**
 * Reads what a group of submissions is decided against. The responses stay locked until the transaction ends, each kind in
 * the order of its keys: groups of several instances never wait for each other in a circle.
 */
export async function readKnown(
  transaction: Transaction,
  submissions: readonly Submission[],
  knownSurveys: KnownSurveys,
  now: Date,
): Promise<KnownToGroup> {
  const { invitationIds, occasions, uninvited, ofSources } = askedIn(submissions);
  const keys = submissions.flatMap(({ idempotency }) => idempotency ?? []);
  const invitations =
    invitationIds.length === 0 ? [] : await readInvitations(transaction.query.bind(transaction), invitationIds);
  // Before anything is held: an erasure, or a merge, holds ids and then wants the responses.
  const ids = await readPresentIds(transaction, [...invitations, ...uninvited, ...occasions]);
  const openings = occasions.map(({ invitationId }) => invitationId);
  const [ofInvitations, ofOccasions, known, surveys, remembered] = await Promise.all([
    invitationIds.length === 0 ? [] : lockByInvitation(transaction, invitationIds),
    openings.length === 0 ? [] : lockById(transaction, openings),
    ofSources.length === 0 ? [] : lockBySource(transaction, ofSources),
    knownSurveys.of(
      transaction,
      [...invitations, ...occasions].map(({ surveyVersionId }) => surveyVersionId),
    ),
    keys.length === 0 ? [] : readRemembered(transaction, keys),
  ]);
  const responses = [...ofInvitations, ...ofOccasions, ...known];
  const formerScores = await readLateScores(transaction, responses, now);
  return {
    ...{ responses, formerScores, invitations, surveys, remembered },
    ids: known.length === 0 ? ids : await alsoErased(transaction, ids, known),
  };
}

/** Who is found by an id of another system may not be whom the answer names, and may be erased. */
async function alsoErased(
  transaction: Transaction,
  ids: PresentIds,
  responses: readonly ResponseState[],
): Promise<PresentIds> {
  const erased = await forgottenAmong(
    transaction,
    responses.map(({ contactId }) => contactId),
  );
  return erased.size === 0 ? ids : { ...ids, erased: new Set([...ids.erased, ...erased]) };
}

/** Most responses are not changed twice within seconds: then nothing is read. */
async function readLateScores(transaction: Transaction, responses: readonly ResponseState[], now: Date) {
  const since = atOnceSince(now);
  const late = responses.filter(({ revision, revisedAt }) => revision > 1 && revisedAt >= since);
  if (late.length === 0) return [];
  return readFormerScores(
    transaction,
    late.map(({ responseId }) => responseId),
    since,
  );
}

/**
 * Writes what a group comes to, each kind in one statement and new rows in the order of their unique keys. The commit
 * fails with a unique violation where another instance wrote the same response or idempotency key meanwhile.
 */
export function writePlan(transaction: Transaction, plan: GroupPlan, now: Date): void {
  if (plan.inserted.length > 0) transaction.sendWithCommit(insertResponses(transaction, plan.inserted));
  if (plan.updated.length > 0) transaction.sendWithCommit(updateResponses(transaction, plan.updated));
  if (plan.former.length > 0) transaction.sendWithCommit(keepFormer(transaction, plan.former));
  if (plan.remembered.length > 0) transaction.sendWithCommit(remember(transaction, plan.remembered, now));
}

import type { Transaction } from '#messaging';

/** What a caller sent under an idempotency key. */
export interface GivenBefore {
  readonly bodyHash: string;
  readonly eventId: string;
}

/** Remembers a caller's idempotency key. @returns what was sent under it before, where anything was */
export async function rememberKey(
  transaction: Transaction,
  { caller, key }: { caller: string; key: string },
  given: GivenBefore,
  at: Date,
): Promise<GivenBefore | undefined> {
  const kept = await transaction.query(
    `INSERT INTO given_journey_events (caller, key, body_hash, event_id, given_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [caller, key, given.bodyHash, given.eventId, at.toISOString()],
  );
  if (kept.length > 0) return undefined;
  const [before] = await transaction.query<GivenBefore>(
    'SELECT body_hash AS "bodyHash", event_id AS "eventId" FROM given_journey_events WHERE caller = $1 AND key = $2',
    [caller, key],
  );
  return before;
}

/** An event that is kept until it is decided. */
export interface EventToDecide {
  readonly id: string;
  readonly source: string;
  readonly data: { readonly contactId: string };
  readonly correlationId: string;
}

/**
 * Keeps an event until it may be decided, and until its contact is known or the wait for it ends.
 * @param times `notBefore` where it is decided later than now
 */
export async function keepGiven(
  transaction: Transaction,
  { id, source, data, correlationId }: EventToDecide,
  times: { now: Date; notBefore?: Date; endOfWait: Date },
): Promise<void> {
  await transaction.query(
    `INSERT INTO waiting_journey_events (source, event_id, contact_id, data, correlation_id, lineage, waiting_since,
       not_before, look_at)
     VALUES ($1, $2, $3, $4, $5, '', $6::timestamptz, $7::timestamptz, greatest($7::timestamptz, CASE
       WHEN EXISTS (SELECT FROM contacts WHERE contact_id = $3)
         OR EXISTS (SELECT FROM contact_budget WHERE contact_id = $3 AND blocked IS NOT NULL)
       THEN $6::timestamptz ELSE $8::timestamptz END))`,
    [
      source,
      id,
      data.contactId,
      JSON.stringify(data),
      correlationId,
      times.now.toISOString(),
      times.notBefore?.toISOString() ?? null,
      times.endOfWait.toISOString(),
    ],
  );
}

/** Forgets keys that nobody uses again. @returns how many */
export async function forgetKeys(transaction: Transaction, before: Date, limit: number): Promise<number> {
  const forgotten = await transaction.query(
    `DELETE FROM given_journey_events WHERE (caller, key) IN (
       SELECT caller, key FROM given_journey_events WHERE given_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
    [before.toISOString(), limit],
  );
  return forgotten.length;
}

import type { Transaction } from '#messaging';
import type { Remembered } from './group.rules.js';

/** What these keys were answered. */
export function readRemembered<R = Remembered>(
  transaction: Transaction,
  keys: readonly { caller: string; key: string }[],
): Promise<R[]> {
  return transaction.query<R>(
    `SELECT caller, key, body_hash AS "bodyHash", kind, receipt FROM idempotency_keys
     WHERE (caller, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [keys.map(({ caller }) => caller), keys.map(({ key }) => key)],
  );
}

/** Remembers what keys were answered; fails with a unique violation where another instance did so meanwhile. */
export async function remember(
  transaction: Transaction,
  remembered: readonly (Pick<Remembered, 'caller' | 'key' | 'bodyHash'> & { kind: string; receipt: unknown })[],
  now: Date,
): Promise<void> {
  const rows = [...remembered].sort((a, b) => (a.caller + a.key < b.caller + b.key ? -1 : 1));
  await transaction.query(
    `INSERT INTO idempotency_keys (caller, key, body_hash, kind, receipt, created_at)
     SELECT *, $6 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::json[])`,
    [
      rows.map((row) => row.caller),
      rows.map((row) => row.key),
      rows.map((row) => row.bodyHash),
      rows.map((row) => row.kind),
      rows.map((row) => JSON.stringify(row.receipt)),
      now,
    ],
  );
}

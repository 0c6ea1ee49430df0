import { contracts } from '#contracts';
import { newId } from '../ids.js';
import type { Transaction } from '../transaction.js';
import { changeIdentities, readIdentities } from './identity-lock.js';

/** How many failed events were removed with a key. */
export interface Forgotten {
  readonly deadLetters: number;
  readonly parkedEvents: number;
}

/**
 * Removes what this service still holds of a contact's failed events: dead letters that have the id as their key or name it,
 * and parked events of the key; the erasure itself stays, so that every consumer comes to it. Later dead letters of the
 * key are kept without their value. May be called again. Call it before other writes: it waits for chunks that may be
 * writing about the key, and after it `forgottenAmong` knows the key everywhere.
 * @param texts what else a dead letter may name the person by, such as an address
 */
export async function forgetKey(
  transaction: Transaction,
  key: string,
  texts: readonly string[] = [],
): Promise<Forgotten> {
  const about = [key, ERASURE, namings(key, texts), [...texts]];
  // Reading every letter may take a while: nobody is kept waiting for it. Those that came meanwhile are read again.
  const before = await transaction.query(FORGET_LETTERS, [...about, newId(0)]);
  const [, , meanwhile, events] = await Promise.all([
    changeIdentities(transaction),
    transaction.query('INSERT INTO forgotten_keys (key) VALUES ($1) ON CONFLICT DO NOTHING', [key]),
    transaction.query(FORGET_LETTERS, [...about, newId(Date.now() - LONGEST_SCAN_MS)]),
    transaction.query(FORGET_PARKED, [key, ERASURE]),
    transaction.query(HUSH_KEYS, [key]),
    transaction.query(FREE_KEYS, [key]),
  ]);
  return { deadLetters: before.length + meanwhile.length, parkedEvents: events.length };
}

/**
 * The keys among these that were forgotten: nothing personal may be kept under them again. What the transaction writes
 * after it is found by an erasure that comes later.
 */
export async function forgottenAmong(transaction: Transaction, keys: Iterable<string>): Promise<ReadonlySet<string>> {
  const wanted = [...new Set(keys)];
  if (wanted.length === 0) return new Set();
  const [, rows] = await Promise.all([
    readIdentities(transaction),
    transaction.query<{ key: string }>('SELECT key FROM forgotten_keys WHERE key = ANY ($1::text[])', [wanted]),
  ]);
  return new Set(rows.map(({ key }) => key));
}

const ERASURE = contracts.contactErased.type;

/** Longer than a statement may take, and clocks may differ. */
const LONGEST_SCAN_MS = 10 * 60_000;

const FORGET_LETTERS = `
  DELETE FROM dead_letters
   WHERE id >= $5::uuid AND headers->>'ce_type' IS DISTINCT FROM $2
     AND (key = $1 OR key = ANY ($4::text[]) OR headers->>'ce_subject' = $1
       OR EXISTS (SELECT FROM unnest($3::text[]) AS naming WHERE position(decode(naming, 'hex') IN value) > 0))
  RETURNING 1`;

const FORGET_PARKED = `
  DELETE FROM parked_events WHERE key = $1 AND headers->>'ce_type' IS DISTINCT FROM $2 RETURNING 1`;

/** An error of what waited may quote it. */
const HUSH_KEYS = `UPDATE parked_keys SET last_error = 'what failed here was forgotten' WHERE key = $1`;

const FREE_KEYS = `
  DELETE FROM parked_keys AS parked
   WHERE key = $1 AND NOT EXISTS (
     SELECT FROM parked_events AS event WHERE event.consumer = parked.consumer AND event.key = parked.key)`;

/** Bytes by which a value names a key or a text, in hexadecimal: in JSON, and the key in protobuf as well. */
function namings(key: string, texts: readonly string[]): string[] {
  const id = Buffer.from(key);
  // A text of protobuf has its length before it; ids are shorter than two bytes of length can say.
  const length = id.length < 128 ? [id.length] : [(id.length & 0x7f) | 0x80, id.length >> 7];
  return [
    Buffer.from(JSON.stringify(key)),
    Buffer.from([...length, ...id]),
    ...texts.map((text) => Buffer.from(text)),
  ].map((bytes) => bytes.toString('hex'));
}

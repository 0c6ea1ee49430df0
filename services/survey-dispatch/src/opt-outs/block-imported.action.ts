import { contracts, type DataOf } from '#contracts';
import {
  type Cause,
  contactIdOfEmail,
  contactIdOfPhone,
  type IncomingEvent,
  publish,
  type Transaction,
} from '#messaging';
import { blockContacts } from '../budget/count-contacting.query.js';
import { dateBlocks, type KeptSuppression, refuseEmails, suppressionsOf } from './imported-suppressions.query.js';

/** A contact who is to be blocked, and the event that led to it. */
export interface ToBlock extends KeptSuppression {
  readonly cause: Cause;
}

/** Has contacts never be asked again, as files of other tools say, and publishes that for whom it is new. */
export async function blockImported(transaction: Transaction, rows: readonly ToBlock[], at: Date): Promise<void> {
  // Who opted out is asked no more, whatever address comes.
  for (const reason of ['opted_out', 'bounced'] as const) {
    const some = new Map(rows.filter((it) => it.reason === reason).map((it) => [it.contactId, it]));
    if (some.size === 0) continue;
    const fresh = (await blockContacts(transaction, [...some.keys()], reason, at)).map((id) => some.get(id)!);
    if (reason === 'bounced') await refuseEmails(transaction, [...some.keys()]);
    if (fresh.length > 0) await dateBlocks(transaction, fresh);
    for (const { contactId, cause } of fresh) {
      const data = { contactId, reason, suppressedAt: at.toISOString() };
      publish(transaction, contracts.contactSuppressed, data, cause, { time: at });
    }
  }
}

/** Blocks contacts who have, or come to have, an address that files say is not to be written to. */
export async function blockByAddress(
  transaction: Transaction,
  events: readonly IncomingEvent<DataOf<typeof contracts.contactSnapshot>>[],
  at: Date,
): Promise<void> {
  const named = events.flatMap((cause) => {
    const { email, phone } = cause.data;
    const addressIds = [...(email ? [contactIdOfEmail(email)] : []), ...(phone ? [contactIdOfPhone(phone)] : [])];
    return addressIds.map((addressId) => ({ addressId, contactId: cause.key, cause }));
  });
  const kept = await suppressionsOf(transaction, [...new Set(named.map(({ addressId }) => addressId))]);
  if (kept.size === 0) return;
  const rows = named.flatMap(({ addressId, contactId, cause }) => {
    const found = kept.get(addressId);
    return found ? [{ ...found, contactId, cause }] : [];
  });
  await blockImported(transaction, rows, at);
}

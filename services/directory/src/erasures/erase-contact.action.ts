import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, type Forgotten, forgetKey, newId, publish, type Transaction, Transactions } from '#messaging';
import { InvalidRequest, NotFound } from '#service-kit';
import { blankContact } from '../contacts/contact.rules.js';
import { contactKind } from '../contacts/fold-contacts.action.js';
import { lockStates, writerOf } from '../upserts/fold-upserts.action.js';
import { textProblem } from '../upserts/upsert.rules.js';
import { type RecordCounts, sumCounts } from './erasure.rules.js';
import { forgetImportRows } from './import-rows.query.js';

/** What becomes of the erasure of an id that the directory does not know: other services may still know it. */
export type Unknown = 'refuse' | 'accept';

/** An id that an erasure covers, with what identifies its person. */
interface Covered {
  readonly contactId: string;
  readonly version: number;
  readonly email: string | null;
  readonly phone: string | null;
}

/**
 * Erases a contact with all ids that were merged into it: blanks what the directory keeps, and tells every service. An id that was
 * merged away stands for its survivor.
 */
@Injectable()
export class EraseContact {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the erasure's id; of a contact that was erased before, the same as then
   * @throws InvalidRequest for an id that none can be
   * @throws NotFound for an unknown id, unless it is to be accepted
   */
  run(contactId: string, unknown: Unknown): Promise<string> {
    const problem = textProblem({ contactId });
    if (problem) throw new InvalidRequest(problem.reason, [problem]);
    return this.transactions.run(async (transaction) => {
      // Before anything is read: whoever is writing about the contact is waited for.
      const forgotten = await forgetKey(transaction, contactId);
      const { known, survivorOf } = await lockStates(contactKind, [contactId], transaction);
      if (!known.has(contactId) && unknown === 'refuse') throw new NotFound(`there is no contact ${contactId}`);
      const survivorId = survivorOf(contactId);
      return (await erasureOf(transaction, survivorId)) ?? (await this.erase(transaction, survivorId, forgotten));
    });
  }

  private async erase(transaction: Transaction, contactId: string, forgotten: Forgotten): Promise<string> {
    const now = this.clock.now();
    const erasureId = newId(now.getTime());
    const covered = await coveredBy(transaction, contactId);
    const ids = covered.map((it) => it.contactId);
    const records = sumCounts([{ ...forgotten }, await forgetEverywhere(transaction, covered)]);
    await writerOf(contactKind)(
      transaction,
      covered.map((it) => blankContact(it.contactId, it.version + 1, now)),
    );
    await transaction.query(
      'INSERT INTO erasures (erasure_id, contact_id, erased_at, records) VALUES ($1, $2, $3, $4)',
      [erasureId, contactId, now.toISOString(), JSON.stringify(records)],
    );
    await transaction.query('UPDATE contacts SET erasure_id = $1 WHERE contact_id = ANY ($2::text[])', [
      erasureId,
      ids,
    ]);
    const cause = { correlationId: newId() };
    for (const id of ids) {
      const data = { contactId: id, erasureId, erasedAt: now.toISOString() };
      publish(transaction, contracts.contactErased, data, cause, { time: now });
    }
    return erasureId;
  }
}

async function erasureOf(transaction: Transaction, contactId: string): Promise<string | undefined> {
  const [row] = await transaction.query<{ erasureId: string | null }>(
    'SELECT erasure_id AS "erasureId" FROM contacts WHERE contact_id = $1',
    [contactId],
  );
  return row?.erasureId ?? undefined;
}

/** The contact, which may be unknown here, and every id that leads to it. */
async function coveredBy(transaction: Transaction, contactId: string): Promise<Covered[]> {
  const rows = await transaction.query<Covered>(
    `SELECT contact_id AS "contactId", version, email, phone FROM contacts
      WHERE contact_id = $1 OR merged_into = $1 ORDER BY contact_id FOR UPDATE`,
    [contactId],
  );
  return rows.length > 0 ? rows : [{ contactId, version: 0, email: null, phone: null }];
}

/** Removes what there is of the contact besides its row. */
async function forgetEverywhere(transaction: Transaction, covered: readonly Covered[]): Promise<RecordCounts> {
  const texts = covered.flatMap(({ email, phone }) => [email ?? [], phone ?? []].flat());
  const ids = covered.map(({ contactId }) => contactId);
  const forgotten: Forgotten[] = [];
  for (const id of ids) forgotten.push(await forgetKey(transaction, id, texts));
  const importRows = await forgetImportRows(transaction, ids);
  return sumCounts([{ contacts: ids.length, importRows }, ...forgotten.map((it) => ({ ...it }))]);
}

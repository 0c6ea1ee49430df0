import { hash } from 'node:crypto';
import { contracts, type DataOf } from '#contracts';
import { EventTooLarge, publish, type Transaction } from '#messaging';
import { type ChunkOutcome, ERASED, type ImportChunk } from './import-chunk.rules.js';
import type { ImportedPerson } from './import-step.rules.js';
import { keepFacts, keepIdentities, optedOutAmong } from './imported-people.query.js';
import type { RefusedRow } from './response-import.rules.js';
import { whoIsMeant } from './who-is-meant.action.js';

type PersonImported = DataOf<typeof contracts.personImported>;

/** Tells of people what no file told before; who opted out, in this file or an earlier one, does not agree to mail. */
export async function applyPeople(
  transaction: Transaction,
  { under, steps, now }: ImportChunk<ImportedPerson>,
): Promise<ChunkOutcome> {
  const { source, dryRun, importId } = under;
  const meant = await whoIsMeant(
    transaction,
    source,
    steps.map(({ data }) => data),
  );
  // Whoever has a step here is named by more than the id of another system.
  const named = steps.map(({ row, data }) => ({ row, data, contactId: meant.contactOf(data)!.contactId }));
  const living = named.filter(({ contactId, data }) => !meant.isErased(contactId) && !isForgotten(data, meant));
  const told = living.map((it) => ({ ...it, fact: hashOf(it.data) }));
  const tooLarge: RefusedRow[] = [];
  const [fresh, optedOut] = await Promise.all([
    keepFacts(transaction, told, under),
    optedOutAmong(
      transaction,
      told.map(({ contactId }) => contactId),
    ),
  ]);
  const isFresh = new Set(fresh.map(({ contactId, fact }) => `${fact} ${contactId}`));
  if (!dryRun) {
    const withIds = living.flatMap(({ contactId, data }) =>
      data.personId ? [{ contactId, personId: data.personId }] : [],
    );
    if (withIds.length > 0) transaction.sendWithCommit(keepIdentities(transaction, source, withIds));
    for (const { row, contactId, data, fact } of told) {
      if (!isFresh.delete(`${fact} ${contactId}`)) continue;
      const person = toPersonImported(contactId, data, { importId, now, isOptedOut: optedOut.has(contactId) });
      if (!isTold(transaction, person, { importId, now })) tooLarge.push({ row, ...TOO_LARGE });
    }
  }
  const erased = named.filter((it) => !living.includes(it)).map(({ row }) => ({ row, ...ERASED }));
  return { applied: { people: fresh.length - tooLarge.length }, refused: [...erased, ...tooLarge] };
}

const TOO_LARGE = { field: 'attributes', reason: 'are more than one person can have' } as const;

/** Publishes what is told of a person; false where many rows came to more than an event may hold. */
function isTold(
  transaction: Transaction,
  person: PersonImported,
  { importId, now }: { importId: string; now: Date },
): boolean {
  try {
    publish(transaction, contracts.personImported, person, { correlationId: importId }, { time: now, bulk: true });
    return true;
  } catch (error) {
    if (error instanceof EventTooLarge) return false;
    throw error;
  }
}

/** Whether the address is one of somebody erased, which no contact has any more. */
function isForgotten(data: ImportedPerson, meant: Awaited<ReturnType<typeof whoIsMeant>>): boolean {
  return !data.contactId && meant.everybodyOf(data).length === 0;
}

/** What a file says of a person, so that the same is told once; the id in the source says nothing of them. */
function hashOf({ personId: _, ...data }: ImportedPerson): string {
  const told = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify(told), 'base64url').slice(0, 22);
}

function toPersonImported(
  contactId: string,
  { email, phone, name, locale, accountId, attributes }: ImportedPerson,
  { importId, now, isOptedOut }: { importId: string; now: Date; isOptedOut: boolean },
): PersonImported {
  return {
    contactId,
    importId,
    ...(email && { email }),
    ...(phone && { phone }),
    ...(name && { name }),
    ...(locale && { locale }),
    ...(accountId && { accountId }),
    ...(attributes && { attributes: attributes as PersonImported['attributes'] }),
    importedAt: now.toISOString(),
    ...(isOptedOut && { emailConsent: false }),
  };
}

import { contracts } from '#contracts';
import { publish, type Transaction } from '#messaging';
import { type ChunkOutcome, type ImportChunk, UNKNOWN_PERSON } from './import-chunk.rules.js';
import type { ImportedSuppression } from './import-step.rules.js';
import { type ImportedFact, keepFacts, keepIdentities } from './imported-people.query.js';
import { type Meant, whoIsMeant } from './who-is-meant.action.js';

/** Has people be asked no more, each by every id that their address means now, and by the one that it will mean. */
export async function applySuppressions(
  transaction: Transaction,
  { under, steps, now }: ImportChunk<ImportedSuppression>,
): Promise<ChunkOutcome> {
  const meant = await whoIsMeant(
    transaction,
    under.source,
    steps.map(({ data }) => data),
  );
  const known = steps.filter(({ data }) => meant.contactOf(data) !== undefined);
  const told = known.flatMap(({ data }) => factsOf(data, meant));
  const fresh = await keepFacts(transaction, told, under);
  if (!under.dryRun) {
    const named = known.flatMap(({ data }) =>
      data.personId ? [{ personId: data.personId, ...meant.contactOf(data)! }] : [],
    );
    if (named.length > 0) transaction.sendWithCommit(keepIdentities(transaction, under.source, named));
    announce(
      transaction,
      fresh,
      known.map(({ data }) => data),
      meant,
      { importId: under.importId, now },
    );
  }
  const isFresh = new Set(fresh.map(nameOf));
  const unknown = steps.filter(({ data }) => meant.contactOf(data) === undefined);
  return {
    applied: {
      suppressions: known.filter(({ data }) => factsOf(data, meant).some((it) => isFresh.has(nameOf(it)))).length,
    },
    refused: unknown.map(({ row }) => ({ row, ...UNKNOWN_PERSON })),
  };
}

const nameOf = ({ contactId, fact }: ImportedFact) => `${fact} ${contactId}`;

function factsOf(data: ImportedSuppression, meant: Meant): ImportedFact[] {
  return meant.everybodyOf(data).map((contactId) => ({ contactId, fact: data.reason }));
}

function announce(
  transaction: Transaction,
  fresh: readonly ImportedFact[],
  suppressions: readonly ImportedSuppression[],
  meant: Meant,
  { importId, now }: { importId: string; now: Date },
): void {
  const since = new Map<string, string | undefined>();
  for (const data of suppressions) for (const fact of factsOf(data, meant)) since.set(nameOf(fact), data.since);
  // Never bulk: until they arrive, somebody may be asked who must not be.
  for (const fact of fresh) {
    const data = {
      contactId: fact.contactId,
      importId,
      reason: fact.fact,
      since: since.get(nameOf(fact)),
      importedAt: now.toISOString(),
    };
    publish(transaction, contracts.suppressionImported, data, { correlationId: importId }, { time: now });
  }
}

/** Where a service is with an erasure; `overdue` when it has not answered for so long that somebody should look. */
export type ServiceState = 'pending' | 'completed' | 'overdue';

/** How many records were removed or blanked, by what they are. */
export type RecordCounts = Readonly<Record<string, number>>;

/** What a service reported of one of the ids that an erasure covers. */
export interface ErasureReport {
  readonly service: string;
  readonly contactId: string;
  readonly records: Readonly<Record<string, unknown>>;
  readonly completedAt: Date;
}

/** A service's part of an erasure. */
export interface ServiceAnswer {
  readonly service: string;
  readonly state: ServiceState;
  readonly completedAt: Date | null;
  readonly records: RecordCounts;
}

/** An erasure that covers an id. */
export interface CoveringErasure {
  readonly erasureId: string;
  readonly erasedAt: Date;
}

/** Why a contact cannot be changed or shown any more. */
export function erasedReason({ erasureId, erasedAt }: CoveringErasure): string {
  return `was erased at ${erasedAt.toISOString()}; the receipt is /v1/erasures/${erasureId}`;
}

/** A service answers within seconds; after an hour something is wrong with it. */
export const OVERDUE_AFTER_MS = 60 * 60 * 1000;

/**
 * What a service did about an erasure: it is done with it when it reported every id that the erasure covers.
 * @param ids how many ids the erasure covers
 */
export function answerOf(
  service: string,
  reports: readonly ErasureReport[],
  { ids, erasedAt, now }: { ids: number; erasedAt: Date; now: Date },
): ServiceAnswer {
  const own = reports.filter((report) => report.service === service);
  const records = sumCounts(own.map((report) => report.records));
  if (own.length >= ids) {
    const last = Math.max(...own.map(({ completedAt }) => completedAt.getTime()));
    return { service, state: 'completed', completedAt: new Date(last), records };
  }
  const isOverdue = now.getTime() - erasedAt.getTime() > OVERDUE_AFTER_MS;
  return { service, state: isOverdue ? 'overdue' : 'pending', completedAt: null, records };
}

/** Adds counts up by kind; what is not a number of records is left out. */
export function sumCounts(counts: readonly Readonly<Record<string, unknown>>[]): RecordCounts {
  const sum: Record<string, number> = {};
  for (const [kind, count] of counts.flatMap(Object.entries))
    if (typeof count === 'number' && count >= 0) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
}

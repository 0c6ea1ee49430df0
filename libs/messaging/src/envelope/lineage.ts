/** One event of a chain. */
export interface LineageEntry {
  readonly type: string;
  readonly id: string;
  readonly time: Date;
}

/** A chain longer than this loses entries from its middle: its origin and its recent steps stay. */
const MAX_ENTRIES = 16;

/**
 * Adds an event to the chain that led to it. The chain travels with each event, as the CloudEvents extension
 * `lineage`, so that a task can be followed back to its journey event without asking any other service.
 */
export function extendLineage(lineage: string | undefined, { type, id, time }: LineageEntry): string {
  const entry = `${type}/${encodeURIComponent(id)}/${time.toISOString()}`;
  const before = lineage ? lineage.split(' ') : [];
  if (before.length >= MAX_ENTRIES) before.splice(1, before.length - MAX_ENTRIES + 1);
  return [...before, entry].join(' ');
}

/** Reads a chain, oldest first; entries that cannot be read are left out. */
export function readLineage(lineage: string | undefined): LineageEntry[] {
  return (lineage ?? '').split(' ').flatMap((entry) => {
    const [type, id, time] = entry.split('/');
    if (!type || !id || !time || Number.isNaN(Date.parse(time))) return [];
    return [{ type, id: readId(id), time: new Date(time) }];
  });
}

/** A chain from outside may be written by anybody. */
function readId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

import { timestamp } from '../clock.js';

/** One event of a chain. */
export interface LineageEntry {
  readonly type: string;
  readonly id: string;
  readonly time: Date;
}

/** A chain longer than this loses entries from its middle: its origin and its recent steps stay. */
const MAX_ENTRIES = 16;
const LONG = 1_500;
const PLAIN = /^[\w.:-]+$/;

/**
 * Adds an event to the chain that led to it. The chain travels with each event, as the CloudEvents extension
 * `lineage`, so that a task can be followed back to its journey event without asking any other service.
 */
export function extendLineage(lineage: string | undefined, { type, id, time }: LineageEntry): string {
  const entry = `${type}/${PLAIN.test(id) ? id : encodeURIComponent(id)}/${timestamp(time)}`;
  if (!lineage) return entry;
  // No chain of ours is nearly so long: only what came from outside may have to be shortened.
  return `${lineage.length < LONG ? lineage : shorten(lineage)} ${entry}`;
}

function shorten(lineage: string): string {
  const entries = lineage.split(' ');
  return [...entries.slice(0, 1), ...entries.slice(1).slice(2 - MAX_ENTRIES)].join(' ').slice(0, 4 * LONG);
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

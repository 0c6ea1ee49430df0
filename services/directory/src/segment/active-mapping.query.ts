import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Transaction } from '#messaging';
import { type MapMessage, messageMapper } from './map-message.rules.js';
import { DEFAULT_MAPPING, type SegmentMapping } from './mapping.rules.js';

/** A mapping as it was saved; version 0 is the default, which nobody saved. */
export interface SavedMapping {
  readonly version: number;
  readonly mapping: SegmentMapping;
  readonly savedAt: Date | null;
}

export const NEWEST_MAPPING =
  'SELECT version, mapping, saved_at AS "savedAt" FROM segment_mappings ORDER BY version DESC LIMIT 1';

/** The mapping that holds, for those who show it, or an earlier version; nothing where there is no such version. */
export async function readMapping(dataSource: DataSource, version?: number): Promise<SavedMapping | undefined> {
  if (version === undefined) return newestOf(await dataSource.query<SavedMapping[]>(NEWEST_MAPPING));
  if (version === 0) return newestOf([]);
  const [found] = await dataSource.query<SavedMapping[]>(
    'SELECT version, mapping, saved_at AS "savedAt" FROM segment_mappings WHERE version = $1',
    [version],
  );
  return found;
}

/** The newest of what was saved, or the default. */
export function newestOf([newest]: readonly SavedMapping[]): SavedMapping {
  return newest ?? { version: 0, mapping: DEFAULT_MAPPING, savedAt: null };
}

/** The mapping that holds, made ready once per version. */
@Injectable()
export class ActiveMapping {
  private held = { version: 0, map: messageMapper(DEFAULT_MAPPING) };

  /** What maps messages as of this transaction: a version that was saved before is never passed over. */
  async read(transaction: Transaction): Promise<MapMessage> {
    const [newest] = await transaction.query<{ version: number }>(
      'SELECT coalesce(max(version), 0)::int AS version FROM segment_mappings',
    );
    if (newest!.version === this.held.version) return this.held.map;
    const { version, mapping } = newestOf(await transaction.query<SavedMapping>(NEWEST_MAPPING));
    const map = messageMapper(mapping);
    this.held = { version, map };
    return map;
  }
}

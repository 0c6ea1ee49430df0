import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { newId } from '#messaging';
import type { Scope } from '#service-kit';
import { ApiKey } from './api-key.entity.js';
import { hashOf, KEY_BYTES, prefixOf, spellKey } from './api-key.rules.js';

/**
 * Creates an API key.
 * @returns its id and the key itself, which cannot be read again
 */
export async function createApiKey(
  dataSource: DataSource,
  request: { name: string; scopes: readonly Scope[] },
  now: Date,
): Promise<{ id: string; key: string }> {
  const key = spellKey(randomBytes(KEY_BYTES));
  const id = newId();
  await dataSource.getRepository(ApiKey).insert({
    id,
    name: request.name,
    hash: hashOf(key),
    prefix: prefixOf(key),
    scopes: [...request.scopes],
    createdAt: now,
  });
  return { id, key };
}

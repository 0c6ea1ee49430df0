import { type DataSource, IsNull } from 'typeorm';
import { ApiKey } from './api-key.entity.js';

/**
 * Revokes an API key; every gateway refuses it within five seconds.
 * @returns false when there is no such key, or it was revoked already
 */
export async function revokeApiKey(dataSource: DataSource, id: string, now: Date): Promise<boolean> {
  const { affected } = await dataSource.getRepository(ApiKey).update({ id, revokedAt: IsNull() }, { revokedAt: now });
  return affected === 1;
}

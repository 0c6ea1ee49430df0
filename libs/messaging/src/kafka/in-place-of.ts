import { createRequire } from 'node:module';

/**
 * Puts ours in the place of a module of kafkajs; must run before kafkajs is imported. Where modules are not kept in Node's own
 * cache, as under Jest, kafkajs goes on with its own.
 */
export function inPlaceOf<T>(path: string, ours: (original: T) => T): void {
  const require = createRequire(import.meta.url);
  const place = require.resolve(path);
  const original = require(place) as T;
  const module = require.cache?.[place];
  if (module) module.exports = ours(original);
}

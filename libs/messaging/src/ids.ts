import { randomFillSync } from 'node:crypto';

/** The text of each byte. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const RANDOM_BYTES = 10;

const pool = Buffer.alloc(RANDOM_BYTES * 512);
let used = pool.length;
/** The ids of one millisecond begin alike. */
let prefix = { time: Number.NaN, text: '' };

function prefixAt(time: number): string {
  if (time !== prefix.time) {
    const hex = time.toString(16).padStart(12, '0');
    prefix = { time, text: `${hex.slice(0, 8)}-${hex.slice(8)}-` };
  }
  return prefix.text;
}

/** A new UUIDv7 (RFC 9562): unique, and sorted by time, so that an index grows at its end. */
export function newId(now = Date.now()): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const at = used;
  used += RANDOM_BYTES;
  const hex = (offset: number) => HEX[pool[at + offset]!]!;
  const version = HEX[0x70 | (pool[at]! & 0x0f)]!;
  const variant = HEX[0x80 | (pool[at + 2]! & 0x3f)]!;
  return `${prefixAt(now)}${version}${hex(1)}-${variant}${hex(3)}-${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}`;
}

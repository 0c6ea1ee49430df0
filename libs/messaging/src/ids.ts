import { randomFillSync } from 'node:crypto';

/** The two characters of each byte, the first one in the lower half. */
const HEX = Uint16Array.from({ length: 256 }, (_, byte) => {
  const text = byte.toString(16).padStart(2, '0');
  return text.charCodeAt(0) | (text.charCodeAt(1) << 8);
});
const RANDOM_BYTES = 10;

const pool = Buffer.alloc(RANDOM_BYTES * 512);
let used = pool.length;
/** Where an id is put together: as bytes, since a text of a dozen pieces is a dozen objects for as long as it is kept. */
const text = Buffer.from('00000000-0000-7000-8000-000000000000');
/** The ids of one millisecond begin alike. */
let time = Number.NaN;

function put(place: number, byte: number): void {
  const hex = HEX[byte]!;
  text[place] = hex & 0xff;
  text[place + 1] = hex >> 8;
}

/** A new UUIDv7 (RFC 9562): unique, and sorted by time, so that an index grows at its end. */
export function newId(now = Date.now()): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const at = used;
  used += RANDOM_BYTES;
  if (now !== time) {
    time = now;
    const hex = now.toString(16).padStart(12, '0');
    text.write(hex.slice(0, 8), 0);
    text.write(hex.slice(8), 9);
  }
  put(14, 0x70 | (pool[at]! & 0x0f));
  put(16, pool[at + 1]!);
  put(19, 0x80 | (pool[at + 2]! & 0x3f));
  put(21, pool[at + 3]!);
  for (let i = 0; i < 6; i++) put(24 + 2 * i, pool[at + 4 + i]!);
  return text.toString('latin1');
}

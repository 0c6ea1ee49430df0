import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';

const require = createRequire(import.meta.url);
const snappy = require('snappyjs') as { uncompress(data: Uint8Array): Uint8Array };
const lz4 = require('lz4js') as { decompress(data: Uint8Array): Uint8Array };

/** Header of the block framing that Java's snappy library writes: magic, version, compatible version. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

function readSnappy(buffer: Buffer): Buffer {
  if (!buffer.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return Buffer.from(snappy.uncompress(buffer));
  const blocks: Uint8Array[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < buffer.length; ) {
    const size = buffer.readUInt32BE(at);
    blocks.push(snappy.uncompress(buffer.subarray(at + 4, at + 4 + size)));
    at += 4 + size;
  }
  return Buffer.concat(blocks);
}

const readers: Record<number, (buffer: Buffer) => Buffer | Promise<Buffer>> = {
  [kafkajs.CompressionTypes.Snappy]: readSnappy,
  [kafkajs.CompressionTypes.LZ4]: (buffer) => Buffer.from(lz4.decompress(buffer)),
  [kafkajs.CompressionTypes.ZSTD]: (buffer) => promisify(zstdDecompress)(buffer),
};

/**
 * Teaches kafkajs to read every codec a producer may use. It knows gzip alone, and at a record of another codec it ends
 * the consumer for good.
 */
export function registerCodecs(): void {
  for (const [type, read] of Object.entries(readers)) {
    const codec = {
      compress: () => Promise.reject(new Error('Rapport reads this codec and never writes it')),
      decompress: async (buffer: Buffer) => read(buffer),
    };
    kafkajs.CompressionCodecs[Number(type) as never] = (() => codec) as never;
  }
}

import { createRequire } from 'node:module';
import { type BatchContext, recordDecoder } from './record-decoder.js';
import { type EncodableRecord, recordEncoder } from './record-encoder.js';

const require = createRequire(import.meta.url);
const Decoder = require('kafkajs/src/protocol/decoder.js');
const original = require('kafkajs/src/protocol/recordBatch/record/v0/decoder.js');
const encode = recordEncoder(require('kafkajs/src/protocol/recordBatch/record/v0/index.js'));

const BATCH: BatchContext = {
  firstOffset: '8589934592',
  firstTimestamp: '1767323045678',
  maxTimestamp: '1767323045999',
  timestampType: 0,
  magicByte: 2,
  isControlBatch: false,
};

/** The record's bytes as a batch hands them on: without the length that they begin with. */
const written = (record: EncodableRecord) => new Decoder(new Decoder(encode(record).buffer).readVarIntBytes());

describe('the record decoder', () => {
  const never = () => {
    throw new Error('took the long way');
  };
  const usual: [string, EncodableRecord][] = [
    [
      'an event',
      { key: 'contact-1', value: '{"a":1}', offsetDelta: 3, timestampDelta: 70, headers: { ce_id: 'x', ce_type: 'y' } },
    ],
    ['no headers', { key: 'k', value: Buffer.from([0, 255, 7]) }],
    ['a null key and value', { key: null, value: null, headers: {} }],
    ['an empty key and value', { key: '', value: '' }],
    ['text beyond ASCII', { key: 'ação', value: '日本語 🙂', headers: { grüße: 'ß' } }],
    ['a large value', { key: 'k', value: 'x'.repeat(300_000), offsetDelta: 70_000, timestampDelta: 123_456_789 }],
    ['time that runs backwards', { key: 'k', value: 'v', timestampDelta: -20 }],
    ['headers named like what every object has', { headers: { constructor: 'a', toString: 'b' } }],
    ['a header of several values', { key: 'k', value: 'v', headers: { twice: ['a', 'b', 'c'], once: 'd' } }],
  ];

  it.each(usual)('reads %s as kafkajs does', (_, record) => {
    expect(recordDecoder(never)(written(record), BATCH)).toEqual(original(written(record), BATCH));
  });

  const rare: [string, EncodableRecord, Partial<BatchContext>][] = [
    ['a time far from the first', { value: 'v', timestampDelta: 2 ** 40 }, {}],
    ['the time of the broker', { value: 'v', timestampDelta: 5 }, { timestampType: 1 }],
    ['an offset beyond 2^53', { value: 'v', offsetDelta: 7 }, { firstOffset: '9007199254740991' }],
    ['a header that no object keeps', { value: 'v', headers: JSON.parse('{"__proto__":"a"}') }, {}],
  ];

  it.each(rare)('leaves %s to kafkajs', (_, record, rarity) => {
    const batch = { ...BATCH, ...rarity };
    expect(() => recordDecoder(never)(written(record), batch)).toThrow('the long way');
    expect(recordDecoder(original)(written(record), batch)).toEqual(original(written(record), batch));
  });
});

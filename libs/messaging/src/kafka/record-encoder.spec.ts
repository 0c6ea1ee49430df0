import { createRequire } from 'node:module';
import { type EncodableRecord, recordEncoder } from './record-encoder.js';

const original = createRequire(import.meta.url)('kafkajs/src/protocol/recordBatch/record/v0/index.js');
const never = () => {
  throw new Error('took the long way');
};
const both = (record: EncodableRecord) => [recordEncoder(never)(record).buffer, original(record).buffer];

describe('the record encoder', () => {
  const records: [string, EncodableRecord][] = [
    [
      'an event',
      { key: 'contact-1', value: '{"a":1}', offsetDelta: 3, timestampDelta: 0, headers: { ce_id: 'x', ce_type: 'y' } },
    ],
    ['no headers', { key: 'k', value: Buffer.from([0, 255, 7]) }],
    ['a null key and value', { key: null, value: null, headers: {} }],
    ['text beyond ASCII', { key: 'ação', value: '日本語 🙂', headers: { grüße: 'ß' } }],
    ['a large value', { key: 'k', value: 'x'.repeat(300_000), offsetDelta: 70_000, timestampDelta: 123_456_789 }],
    ['time that runs backwards', { key: 'k', value: 'v', timestampDelta: -20 }],
    ['binary headers', { key: 'k', value: 'v', headers: { raw: Buffer.from([1, 2, 3]) } }],
  ];

  it.each(records)('writes %s as kafkajs does, byte for byte', (_, record) => {
    const [ours, theirs] = both(record);
    expect(ours!.equals(theirs!)).toBe(true);
  });

  it('leaves headers with several values to kafkajs', () => {
    const record = { key: 'k', value: 'v', headers: { twice: ['a', 'b'] } };
    expect(recordEncoder(original)(record).buffer).toEqual(original(record).buffer);
  });
});

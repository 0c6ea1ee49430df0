import { hashOf, KEY_BYTES, looksLikeKey, prefixOf, presentedKey, spellKey } from './api-key.rules.js';

const KEY = spellKey(Buffer.alloc(KEY_BYTES, 0xfb));

describe('an API key', () => {
  it('is spelled so that it is recognised', () => {
    expect(KEY).toBe(`rpt_${'-_v7'.repeat(10)}-_s`);
    expect(looksLikeKey(KEY)).toBe(true);
  });

  it.each([[''], ['rpt_'], [`${KEY}x`], [KEY.slice(0, -1)], [KEY.replace('rpt', 'key')], [`${KEY}\n`]])(
    '%j is none',
    (text) => {
      expect(looksLikeKey(text)).toBe(false);
    },
  );

  it('is kept as its SHA-256 and shown by ten characters', () => {
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(prefixOf(KEY)).toBe('rpt_-_v7-_');
  });

  it.each([
    [{ authorization: `Bearer ${KEY}` }, KEY],
    [{ authorization: `bearer ${KEY}` }, KEY],
    [{ 'x-api-key': KEY }, KEY],
    [{ authorization: 'Basic dXNlcjpwYXNz', 'x-api-key': KEY }, KEY],
    [{ authorization: 'Bearer first', 'x-api-key': 'second' }, 'first'],
    [{ authorization: 'Bearer ' }, undefined],
    [{}, undefined],
  ])('is read from %j', (headers, key) => {
    expect(presentedKey(headers)).toBe(key);
  });
});

import fc, { type Arbitrary } from 'fast-check';

// biome-ignore lint/suspicious/noExplicitAny: what is sent is whatever the generator makes
export type Json = any;

/** Stands for a token that JSON allows and `JSON.stringify` never writes. */
const token = (text: string) => ({ '\u0001token': text });
const TOKEN = /\{"\\u0001token":"([^"]*)"\}/g;

/** Writes a value as JSON, tokens as they are. */
export function toJson(value: Json): string {
  return (JSON.stringify(value) ?? 'null').replaceAll(TOKEN, '$1');
}

const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '\ufeff',
  '\u202eabc',
  'é👩‍👩‍👧‍👦',
  '\r\nX-Injected: 1',
  "' OR 1=1 --",
  '%s%n',
  '{{7*7}}',
  '${7*7}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '0x10',
  '9'.repeat(400),
  '(a+)+$',
  '\\',
  '%',
  '*',
  ',',
  ':',
  'true',
  'null',
  '[]',
  '[object Object]',
];

const TIMES = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-14:00',
  '294277-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-02-30',
  '2026-01-01T24:00:00Z',
  '2026-01-01T23:59:60Z',
  '2026-01-01T00:00:00+99:99',
  '2026-01-01',
  '2026-W01',
  '1',
  '2026',
  'infinity',
  '-infinity',
  'now',
  'tomorrow',
];

/** Text that nobody expects. */
export function wildText(longest = 20_000): Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...TEXTS, ...TIMES),
    fc.constantFrom(201, 256, 5_001, 20_000).map((length) => 'x'.repeat(Math.min(length, longest))),
    fc.constantFrom(50, 2_000).map((length) => '👾'.repeat(Math.min(length, longest / 2))),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
}

const NUMBERS = [-1, 0, 1, 11, 1.5, -0.1, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 63), 1e308, 5e-324, 1e21].map(Number);
const TOKENS = ['1e309', '-1e309', '-0', '1E400', '0.1e-400', '9'.repeat(400), '1.'.padEnd(300, '0')].map(token);

/** Anything that JSON can say, what usually hurts first. */
export function wildValue(): Arbitrary<Json> {
  return fc.oneof(
    wildText(),
    fc.constantFrom<Json>(null, true, false, {}, [], [[]], [null], [{}], { '': '' }, { a: { b: { c: {} } } }),
    fc.constantFrom<Json>(...NUMBERS, ...TOKENS),
    fc.constantFrom<Json>({ constructor: { prototype: { admin: true } } }, { toString: 1 }, { length: -1 }),
    fc.constantFrom(100, 2_000, 10_000).map((length) => new Array(length).fill(0)),
    fc.constantFrom(20, 500, 5_000).map(nested),
    fc.constantFrom(1_000).map(manyFields),
    fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
  );
}

function nested(depth: number): Json {
  // As a token: a value as deep as this ends JSON.stringify itself.
  return token('['.repeat(depth) + ']'.repeat(depth));
}

function manyFields(count: number): Json {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, index]));
}

/** Path parameters and query values as bytes of a URL that no well-behaved client sends. */
export const WILD_URL_PARTS: readonly string[] = [
  '%2e%2e',
  '%2e%2e%2f%2e%2e',
  '..%2f..%2fv1%2fresponses',
  '..',
  '.',
  '%5c..%5c',
  '%00',
  'a%00b',
  '%ff',
  '%c0%ae',
  '%ed%a0%80',
  '%',
  '%zz',
  '%u0041',
  '%25',
  '%252e%252e',
  '%0d%0aX-Injected:%201',
  '%09',
  '%20',
  '+',
  '',
  ';a=b',
  ':',
  '*',
  '@',
  '~',
  '%F0%9F%98%80',
  '%EF%BB%BF',
  '%E2%80%AE',
  '-1',
  '0',
  '1e309',
  'null',
  'undefined',
  'true',
  '%5B%5D',
  '%7B%7D',
  'constructor',
  '__proto__',
  'x'.repeat(200),
  'x'.repeat(201),
  'x'.repeat(4_000),
  '%41'.repeat(1_000),
];

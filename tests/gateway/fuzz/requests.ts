import { gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import { resolved } from '../../journey/documented-shape.js';
import { spoiled } from './spoiled.js';
import { DocumentedValues } from './values.js';
import { type Json, toJson, WILD_URL_PARTS, wildText, wildValue } from './wild-values.js';

/** Who asks: nobody, somebody with a made-up key, a reader, or somebody who may do everything. */
export type Asker = 'nobody' | 'made up' | 'reader' | 'all';

/** A request as it goes over the wire. */
export interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: Buffer;
  readonly asker: Asker;
}

/** An operation of the document, or a page: what is asked, and what it takes. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema?: Json; example?: Json }[];
  /** Schemas of the body by content type. */
  readonly content: Readonly<Record<string, { schema?: Json; example?: Json }>>;
}

/** The operations of an OpenAPI document. */
export function operationsOf(document: Json): Operation[] {
  return Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: (operation.parameters ?? []).map((it: Json) => resolved(document, it)),
      content: resolved(document, operation.requestBody)?.content ?? {},
    })),
  );
}

/** Requests for an operation: mostly nearly right, so that they get far; some wrong from the first byte. */
export function requestsFor(operation: Operation, values: DocumentedValues): Arbitrary<FuzzedRequest> {
  const asker = fc.constantFrom<Asker>(...new Array(16).fill('all'), 'reader', 'reader', 'nobody', 'made up');
  const method = fc.constantFrom(
    ...new Array(40).fill(operation.method),
    'HEAD',
    'DELETE',
    'PUT',
    'PATCH',
    'GET',
    'POST',
  );
  return fc
    .record({
      asker,
      method,
      path: pathsOf(operation, values),
      query: queriesOf(operation, values),
      body: bodiesOf(operation, values),
      headers: headersOf(operation, values),
    })
    .map(({ asker, method, path, query, body, headers }) => ({
      asker,
      method,
      path: path + (query && `?${query}`),
      headers: { ...headers, ...body.headers },
      ...(body.bytes && { body: body.bytes }),
    }));
}

const encoded = (value: Json) =>
  encodeURIComponent((typeof value === 'object' ? toJson(value) : String(value)).toWellFormed());

function pathsOf({ path, parameters }: Operation, values: DocumentedValues): Arbitrary<string> {
  const parts = path.split('/').map((part) => {
    const name = /^\{(.*)\}$/.exec(part)?.[1];
    if (name === undefined) return fc.constant(part);
    const described = parameters.find((it) => it.in === 'path' && it.name === name);
    const known = values.of(described?.schema ?? { type: 'string' }, name).map(encoded);
    return often(known, fc.oneof(fc.constantFrom(...WILD_URL_PARTS), wildText(500).map(encoded)));
  });
  const tail = fc.constantFrom(...new Array(60).fill(''), '/', '//', '/..', '/x', '%2f', '%00');
  return fc.tuple(...parts, tail).map((all) => all.slice(0, -1).join('/') + all.at(-1));
}

/** Seven times in eight the first. */
function often<T>(usual: Arbitrary<T>, unusual: Arbitrary<T>): Arbitrary<T> {
  return fc.oneof({ weight: 7, arbitrary: usual }, { weight: 1, arbitrary: unusual });
}

function queriesOf({ parameters }: Operation, values: DocumentedValues): Arbitrary<string> {
  const pairs = parameters
    .filter((it) => it.in === 'query')
    .map(({ name, schema, required }) => {
      const usual = values.of(schema ?? { type: 'string' }, name).map(inQuery);
      const wild = fc.oneof(fc.constantFrom(...WILD_URL_PARTS), wildText(3_000).map(encoded));
      const one = often(usual, wild).map((value) => `${name}=${value}`);
      const odd = fc.oneof(
        fc.tuple(one, one).map((both) => both.join('&')),
        fc.constantFrom(name, `${name}[]=1`, `${name}[a]=1`, `${name}=`),
      );
      const given = often(one, odd);
      return { required, given: required ? often(given, fc.constant('')) : given };
    });
  const needed = pairs.filter(({ required }) => required).map(({ given }) => given);
  const optional = pairs.filter(({ required }) => !required).map(({ given }) => given);
  // A few at a time: among many, one that is wrong hides what the others would have done.
  const some = fc
    .subarray(optional, { maxLength: Math.min(3, optional.length) })
    .chain((chosen) => fc.tuple(...chosen));
  const extra = fc.constantFrom(
    ...new Array(40).fill(''),
    'colour=red',
    '__proto__=1',
    '%',
    '&&&',
    '=',
    'x'.repeat(9_000),
  );
  return fc.tuple(fc.tuple(...needed), some, extra).map((all) => all.flat().filter(Boolean).join('&'));
}

const inQuery = (value: Json) => (Array.isArray(value) ? value.map(encoded).join(',') : encoded(value));

interface Body {
  readonly bytes?: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const typed = (type: string, bytes: Buffer, more: Record<string, string> = {}): Body => ({
  bytes,
  headers: { 'content-type': type, ...more },
});

const NO_BODY: Body = { headers: {} };
const JSON_TYPE = 'application/json';

function bodiesOf({ method, content }: Operation, values: DocumentedValues): Arbitrary<Body> {
  const usual = Object.entries(content).map(([type, it]) => bodyOfType(type, it, values));
  if (usual.length === 0) {
    const anything = spoiled(fc.oneof(fc.jsonValue({ maxDepth: 2 }), wildValue())).map(jsonBody);
    if (method === 'GET') return often(fc.constant(NO_BODY), anything);
    return fc.oneof(fc.constant(NO_BODY), anything, wrong(anything));
  }
  const body = fc.oneof(...usual);
  return fc.oneof(
    { weight: 10, arbitrary: body },
    { weight: 2, arbitrary: wrong(body) },
    { weight: 1, arbitrary: fc.oneof(fc.constant(NO_BODY), wildValue().map(jsonBody)) },
  );
}

function jsonBody(value: Json): Body {
  return typed(JSON_TYPE, Buffer.from(toJson(value)));
}

function bodyOfType(
  type: string,
  described: { schema?: Json; example?: Json },
  values: DocumentedValues,
): Arbitrary<Body> {
  if (type.includes('json') && !type.includes('ndjson')) return spoiled(values.of(described.schema)).map(jsonBody);
  const example = String(described.example ?? described.schema?.example ?? '');
  const cells = fc.array(
    fc.array(fc.oneof(wildText(3_000), fc.constantFrom('acme', '9', 'a@b.example')), { maxLength: 5 }),
    {
      maxLength: 5,
    },
  );
  const lines = cells.map((rows) => rows.map((row) => row.join(',')).join('\n'));
  const objects = fc.array(wildValue().map(toJson), { maxLength: 4 }).map((all) => all.join('\n'));
  const form = fc
    .array(fc.tuple(fc.constantFrom('score', 'comment', 'q0', 'q1', '__proto__'), wildText(6_000)), { maxLength: 5 })
    .map((pairs) => pairs.map((pair) => pair.map(encoded).join('=')).join('&'));
  const text = type.includes('form') ? form : fc.oneof(fc.constant(example), lines, objects);
  const struck = fc.tuple(text, wildText(), fc.nat(500)).map(([all, wild, at]) => {
    const place = at % (all.length + 1);
    return all.slice(0, place) + (at % 3 ? wild : '') + all.slice(place);
  });
  return fc.oneof(text, struck).map((all) => typed(type, Buffer.from(all)));
}

/** A body whose bytes or whose headers lie. */
function wrong(body: Arbitrary<Body>): Arbitrary<Body> {
  const kinds: ((bytes: Buffer, type: string, at: number) => Body)[] = [
    (bytes, type, at) => typed(type, bytes.subarray(0, at % (bytes.length + 1))),
    (bytes, type, at) => {
      const place = at % (bytes.length + 1);
      return typed(
        type,
        Buffer.concat([bytes.subarray(0, place), Buffer.from([0xff, 0xc3, 0x28]), bytes.subarray(place)]),
      );
    },
    (bytes, type) => typed(type, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])),
    (bytes, type) => typed(type, bytes, { 'content-encoding': 'gzip' }),
    (bytes, type) => typed(type, gzipSync(bytes), { 'content-encoding': 'gzip' }),
    (bytes, type) => typed(`${type}; charset=utf-16`, Buffer.from(bytes.toString('utf8'), 'utf16le')),
    (bytes, type) => typed(type, Buffer.concat([bytes, Buffer.alloc(70_000, 0x20)])),
    (_bytes, type) => typed(type, Buffer.alloc(300_000, 0x5b)),
    (_bytes, type) => typed(type, Buffer.alloc(30_000, 0x5b)),
    (_bytes, type) => typed(type, Buffer.from('{"a":'.repeat(10_000))),
    (_bytes, type) => typed(type, Buffer.alloc(0)),
    (_bytes, type) => typed(type, Buffer.alloc(64)),
    (_bytes, type) => typed(type, Buffer.from('a,b\n"unclosed')),
    ...[
      'text/plain',
      'text/xml',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'text/csv',
      '',
      ';',
      'a',
    ].map((type) => (bytes: Buffer) => typed(type, bytes)),
    (bytes) => typed('multipart/form-data; boundary=x', Buffer.concat([Buffer.from('--x\r\n'), bytes])),
    (bytes) => ({ bytes, headers: {} }),
    (bytes, type) => typed(type, bytes, { 'transfer-encoding': 'chunked' }),
  ];
  return fc
    .tuple(body, fc.constantFrom(...kinds), fc.nat(100_000))
    .map(([{ bytes, headers }, kind, at]) => kind(bytes ?? Buffer.alloc(0), headers['content-type'] ?? JSON_TYPE, at));
}

const LATIN = ['', ' ', 'k-1', 'x'.repeat(255), 'x'.repeat(256), 'x'.repeat(6_000), 'é', '"', ',', '\t', '\xff', '%00'];

function headersOf({ parameters }: Operation, values: DocumentedValues): Arbitrary<Record<string, string>> {
  const text = fc.constantFrom(...LATIN);
  const own = parameters.filter((it) => it.in === 'header');
  const documented = own.map(({ name, schema }) => [
    name,
    fc.oneof(
      text,
      values.of(schema ?? {}, name).map((it) => String(it).replaceAll(/[^\t\x20-\x7e]/g, '?')),
    ),
  ]);
  const usual = ['accept', 'accept-language', 'x-request-id', 'traceparent', 'if-none-match', 'range', 'cookie'];
  const record = fc.record(Object.fromEntries([...documented, ['idempotency-key', text]]), { requiredKeys: [] });
  const odd = fc.dictionary(fc.constantFrom(...usual, 'origin', 'x-forwarded-for', 'x-http-method-override'), text, {
    maxKeys: 2,
  });
  return fc.tuple(record, fc.oneof(fc.constant({}), fc.constant({}), odd)).map(([a, b]) => ({ ...b, ...a }));
}

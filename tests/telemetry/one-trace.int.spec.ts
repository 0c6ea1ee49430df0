import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase, testEnvironment } from '#testing';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { freePort } from '../../deploy/local/stack/tcp-port.js';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  library: string;
  attributes: Record<string, unknown>;
}

let database: TestDatabase;
let spans: Span[];
let trace: Span[];

beforeAll(async () => {
  const environment = testEnvironment();
  database = await createTestDatabase(environment);
  const child = fork(join(projectRoot(), 'dist/tests/telemetry/traced-loop.js'), {
    execArgv: [],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      KAFKA_BROKERS: environment.brokers.join(','),
      GATEWAY_PORT: String(await freePort()),
      TOPIC_PREFIX: `o${randomBytes(4).toString('hex')}.`,
    },
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`traced-loop.js ended with ${code} and no spans`);
  });
  [spans] = (await Promise.race([once(child, 'message'), ended])) as [Span[]];
  const entry = spans.find(
    ({ name, attributes }) =>
      name.startsWith('POST') && String(attributes['http.target'] ?? attributes['url.path']).includes('/v1/responses'),
  );
  trace = spans.filter(({ traceId }) => traceId === entry?.traceId);
}, 120_000);
afterAll(() => database?.drop());

describe('one trace', () => {
  it('spans HTTP at the gateway and at the service behind it', () => {
    expect(
      trace.filter(({ library, name }) => library.includes('instrumentation-http') && name.startsWith('POST')).length,
    ).toBeGreaterThanOrEqual(2);
  });

  it('spans outbox, Kafka and the consumers of three services', () => {
    const names = trace.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['rapport.responses.v1 send', 'rapport.scores.v1 send', 'rapport.follow-ups.v1 send']),
    );
    const consumers = names.filter((name) => name.endsWith(' process'));
    expect(consumers).toEqual(
      expect.arrayContaining(['score-when-response-recorded process', 'tag-when-response-recorded process']),
    );
  });

  it('spans Postgres', () => {
    expect(trace.filter(({ library }) => library.includes('instrumentation-pg')).length).toBeGreaterThan(3);
  });

  it('has one root, and every other span has its parent in it', () => {
    const ids = new Set(trace.map(({ spanId }) => spanId));
    expect(trace.filter(({ parentSpanId }) => parentSpanId === undefined || !ids.has(parentSpanId))).toHaveLength(1);
  });

  it('tells nothing of what the respondent wrote', () => {
    expect(JSON.stringify(trace)).not.toContain('Slow support');
  });
});

describe('an opened survey link', () => {
  it('is traced at client, gateway and service without its token', () => {
    const urls = spans.map(({ attributes }) => String(attributes['url.full'] ?? attributes['url.path']));
    expect(urls.filter((url) => url === '/s/:token')).toHaveLength(2);
    expect(urls.filter((url) => url.endsWith('/s/:token?score=3'))).toHaveLength(1);
    expect(JSON.stringify(spans)).not.toContain('zqx');
  });

  it.each(['/u/:token', '/hooks/mail/generic/:secret'])('is as discreet about %s', (path) => {
    const urls = spans.map(({ attributes }) => String(attributes['url.full'] ?? attributes['url.path']));
    expect(urls.filter((url) => url.endsWith(path)).length).toBeGreaterThanOrEqual(2);
  });
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { contracts } from '#contracts';
import { eventually } from '#testing';
import { BROWSER, Intake } from '../fixtures/intake.js';

let intake: Intake;

const LIMIT_BYTES = 30 * 1024;
const question = { en: 'What could we do better, all in all, after what you have seen of us so far?' };
const choices = Array.from({ length: 6 }, (_, place) => ({ id: `c${place}`, text: { en: `Choice ${place}` } }));
const document = {
  metric: 'nps',
  fallbackLanguage: 'en',
  question: Object.fromEntries(['en', 'pt', 'de', 'es', 'fr', 'ar', 'he'].map((it) => [it, 'How likely?'])),
  branding: { name: 'Acme', color: '#0f766e', footer: question },
  followUps: [
    ...['a', 'b', 'c'].map((id) => ({ id, kind: 'single_choice', question, choices })),
    ...['t', 'u', 'v'].map((id) => ({ id, kind: 'text', question })),
  ],
};

beforeAll(async () => {
  intake = await Intake.start();
  const data = { versionId: 'wire@1', surveyId: 'wire', version: 1, document, publishedAt: '2026-01-01T00:00:00Z' };
  await intake.harness.publish(contracts.surveyPublished, data);
  await eventually(async () => expect((await fetch(await link())).status).toBe(200));
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

async function link(): Promise<string> {
  const token = intake.token(await intake.invite({ surveyId: 'wire', surveyVersion: 1 }));
  return `${intake.service.url}/s/${token}`;
}

/** Everything that the service sends for one request, in bytes, headers included. */
async function bytesOf(url: string, encoding: string, form?: string): Promise<number> {
  const { hostname, port, pathname, search } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = [`${form === undefined ? 'GET' : 'POST'} ${pathname}${search} HTTP/1.1`, `host: ${hostname}`];
  head.push('connection: close', `accept-encoding: ${encoding}`);
  if (form !== undefined) {
    head.push('content-type: application/x-www-form-urlencoded', `content-length: ${Buffer.byteLength(form)}`);
  }
  let bytes = 0;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
  });
  socket.write(`${head.join('\r\n')}\r\n\r\n${form ?? ''}`);
  await once(socket, 'close');
  return bytes;
}

const post = (url: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/x-www-form-urlencoded') =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type, 'user-agent': BROWSER }, redirect: 'manual' });

describe('over the wire', () => {
  it.each(['identity', 'gzip, deflate, br'])(
    'every page has less than 30 KB, with %s',
    async (encoding) => {
      const url = await link();
      const sizes = [await bytesOf(url, encoding), await bytesOf(url, encoding, 'comment=x')];
      await post(url, 'score=3&comment=x');
      sizes.push(await bytesOf(`${url}/questions/0`, encoding));
      sizes.push(await bytesOf(`${url}/questions/0`, encoding, 'q.a=nothing'));
      await post(`${url}/questions/0`, 'q.a=c1&q.t=Words');
      sizes.push(await bytesOf(`${url}/thanks`, encoding), await bytesOf(`${url}x`, encoding));
      expect(sizes).toHaveLength(6);
      for (const size of sizes) expect(size).toBeLessThan(LIMIT_BYTES);
      // A page, and not only an empty answer; compressed it is a third of that.
      expect(Math.min(...sizes)).toBeGreaterThan(encoding === 'identity' ? 7_000 : 2_000);
      if (encoding !== 'identity') expect(Math.max(...sizes)).toBeLessThan(8 * 1024);
    },
    60_000,
  );

  it('even a page full of long texts has, compressed', async () => {
    const url = await link();
    await post(url, 'score=3');
    const texts = ['t', 'u', 'v'].map((id) => `q.${id}=${encodeURIComponent('Warum so spät? 遅い。 '.repeat(250))}`);
    expect((await post(`${url}/questions/0`, texts.join('&'))).status).toBe(303);
    expect(await bytesOf(`${url}/questions/0`, 'gzip')).toBeLessThan(LIMIT_BYTES);
  }, 30_000);
});

describe('a form that no page sends', () => {
  const zeros = new Uint8Array(2 * 1024 * 1024).fill(0x61);
  it.each<[string, string | Uint8Array<ArrayBuffer>, string | undefined, number, RegExp]>([
    ['larger than any', zeros, undefined, 413, /That was too much text/],
    ['that is no form', '--x\r\n\r\n9\r\n--x--', 'multipart/form-data; boundary=x', 415, /Back to the survey/],
    ['in JSON', '{"score":9}', 'application/json', 415, /Back to the survey/],
    ['of broken escapes', 'score=%ZZ&comment=%E0%A4%A', undefined, 400, /Please choose a number/],
    [
      'in another encoding',
      Uint8Array.from(Buffer.from('score=é9', 'latin1')),
      undefined,
      400,
      /Please choose a number/,
    ],
    ['of ten thousand fields', 'score=9&'.repeat(10_000), undefined, 400, /Please choose a number/],
    ['that names __proto__', '__proto__=1&score=9', undefined, 400, /Back to the survey/],
    ['that is empty', '', undefined, 400, /Please choose a number/],
    ['with objects in it', 'score[a]=9&score[]=9', undefined, 400, /Please choose a number/],
  ])(
    '%s is answered by a page that says what is wrong, and records nothing',
    async (_, body, type, status, text) => {
      const url = await link();
      const answer = await post(url, body, type);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await answer.text()).toMatch(text);
      expect((await fetch(`${url}/thanks`)).url).toBe(url);
    },
    30_000,
  );

  it.each(['score=9&comment=%00%FF', 'score=9&comment=%ED%A0%80', 'score=9&comment=%F0%9F%98'])(
    'is taken where only its comment is strange: %s',
    async (body) => {
      const answer = await post(await link(), body);
      expect(answer.status).toBe(303);
    },
    30_000,
  );

  it('does not lose the answers beside one that is refused', async () => {
    const url = await link();
    await post(url, 'score=3');
    const answer = await post(`${url}/questions/0`, 'q.a=nothing&q.b=c2&q.t=Kept+words&q.gone=x');
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('<a href="#q.a">Please choose from the answers that are shown.</a>');
    expect(page).toContain('value="c2" checked');
    expect(page).toContain('Kept words</textarea>');
    expect(page).toContain('Some answers could not be saved');
  }, 30_000);
});

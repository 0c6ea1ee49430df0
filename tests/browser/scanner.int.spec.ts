import type { Browser, BrowserContext } from 'playwright-core';
import { contracts } from '#contracts';
import { eventually } from '#testing';
import { type CaughtMail, linksOf, startVisit, type Visit } from '../journey/visit.js';
import { startChromium } from './chromium.js';

/** A scanner that takes care to look like a person's browser. */
const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
/** A page that a person answers was looked at for longer than this, in milliseconds. */
const LOOKS_MS = 1_500;

let visit: Visit;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  visit = await startVisit();
  browser = await startChromium();
  await visit.publish(contracts.accountUpserted, { accountId: 'acme', name: 'Acme' });
}, 120_000);
beforeEach(async () => {
  context = await browser.newContext({ userAgent: AGENT });
});
afterEach(() => context?.close());
afterAll(async () => {
  await browser?.close();
  await visit?.stop();
}, 60_000);

async function mailOf(contactId: string): Promise<CaughtMail> {
  await visit.happen(contactId, 'acme');
  const mail = await visit.mailTo(`${contactId}@visit.example`);
  // A mail may be faster than the word of it: until then the page says that it will be there in a moment.
  await eventually(async () => expect((await fetch(linksOf(mail)[0]!)).status).toBe(200), 30_000);
  return mail;
}

/** Every address of ours in a mail: in its links and pictures, in its text, and in the headers by which mail programs unsubscribe. */
function addressesIn(mail: CaughtMail): string[] {
  const everything = JSON.stringify(mail).replaceAll('&amp;', '&');
  const found = everything.match(/https?:\/\/[^\s"'<>\\)]+/g) ?? [];
  return [...new Set(found)].filter((address) => address.startsWith(visit.installation.url));
}

const responsesOf = async (contactId: string) =>
  (await visit.get(`/v1/responses?state=any&contactId=${contactId}`)).items;
const invitationOf = async (contactId: string) => (await visit.get(`/v1/invitations?contactId=${contactId}`)).items[0];
const counted = async (touchpoint: string) => (await visit.get(`/v1/metrics/nps?touchpoint=${touchpoint}`)).n as number;

/** Opens an address as a browser does: redirects, scripts and pictures included. */
async function open(address: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(address, { waitUntil: 'load' });
}

/** Asks as programs do that look before somebody clicks. */
async function sniff(address: string): Promise<void> {
  const asks: RequestInit[] = [
    { method: 'HEAD' },
    { headers: { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' } },
    { headers: { accept: 'image/avif,image/webp,*/*', 'sec-fetch-dest': 'image' } },
    { method: 'OPTIONS' },
  ];
  await Promise.all(asks.map((init) => fetch(address, init).then((answer) => answer.arrayBuffer())));
}

/** Sends the form of a page with whatever is in it, as soon as it is there; returns after how many milliseconds. */
async function sendTheForm(link: string): Promise<number> {
  const headers = { 'user-agent': AGENT };
  const started = performance.now();
  const page = await (await fetch(link, { headers })).text();
  const hidden = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const fields = Object.fromEntries(hidden.map(([, name, value]) => [name, value]));
  const body = new URLSearchParams({ ...fields, score: new URL(link).searchParams.get('score')! });
  await fetch(link.split('?')[0]!, { method: 'POST', headers, body });
  return performance.now() - started;
}

async function answerAsAPerson(link: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForTimeout(LOOKS_MS);
  await page.locator('button[type=submit]').first().click();
  await page.waitForURL((url) => !url.searchParams.has('score'));
}

describe('a scanner that reads a mail before its receiver does', () => {
  it('opens every link at once, runs what is there, and leaves no answer and no opt-out behind', async () => {
    const mail = await mailOf('scanned');
    const addresses = addressesIn(mail);
    const scores = linksOf(mail);
    expect(scores).toHaveLength(11);
    expect(addresses).toEqual(expect.arrayContaining(scores));
    const optOut = addresses.find((address) => address.includes('/u/'))!;
    expect(optOut).toBeDefined();

    await Promise.all(addresses.flatMap((address) => [open(address), sniff(address)]));

    // What was recorded would be there by now: intake answers once an answer is durable.
    expect(await responsesOf('scanned')).toEqual([]);
    expect(await visit.database.query('SELECT * FROM response_intake.responses')).toEqual([]);
    expect(await invitationOf('scanned')).toMatchObject({ state: 'sent' });
    expect(await (await fetch(optOut)).text()).toContain('<form method="post"');

    await answerAsAPerson(scores[3]!);
    expect(await responsesOf('scanned')).toEqual([expect.objectContaining({ score: 3, revision: 1 })]);
    await eventually(async () => expect(await counted('support.case_closed')).toBe(1));
  }, 90_000);

  it('that sends the forms it finds at the speed of a machine is set aside, not counted, until a person answers', async () => {
    const before = await counted('support.case_closed');
    let links: string[];
    let contactId: string;
    let attempt = 0;
    // On a machine that is busy with something else, even a program may take as long as a person.
    do {
      contactId = `clicked-${++attempt}`;
      links = linksOf(await mailOf(contactId));
    } while ((await sendTheForm(links[0]!)) > 900 && attempt < 5);

    const [response] = await responsesOf(contactId);
    expect(response).toMatchObject({ score: 0, state: 'set_aside', stateReason: 'answered_too_fast' });
    await new Promise((resolve) => setTimeout(resolve, LOOKS_MS));
    expect(await counted('support.case_closed')).toBe(before);
    expect((await visit.get(`/v1/cases?responseId=${response.responseId}`)).items).toEqual([]);

    await answerAsAPerson(links[10]!);
    expect(await responsesOf(contactId)).toEqual([expect.objectContaining({ score: 10, state: 'provisional' })]);
    await eventually(async () => expect(await counted('support.case_closed')).toBe(before + 1));
  }, 90_000);
});

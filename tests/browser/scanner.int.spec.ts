import type { Browser, BrowserContext } from 'playwright-core';
import { contracts } from '#contracts';
import { eventually } from '#testing';
import { type CaughtMail, linksOf, startVisit, type Visit } from '../journey/visit.js';
import { startChromium } from './chromium.js';

/** A scanner that takes care to look like a person's browser. */
const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
/** Sends the page of a link as soon as it is there, and no page after it. */
const SENDS_THE_FORM = `if (location.search.includes('score='))
  addEventListener('DOMContentLoaded', () => document.querySelector('form').requestSubmit());`;
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
  return visit.mailTo(`${contactId}@visit.example`);
}

/** Every address of ours in a mail: in its links and pictures, in its text, and in the headers by which mail programs unsubscribe. */
function addressesIn(mail: CaughtMail): string[] {
  const everything = JSON.stringify(mail).replaceAll('&amp;', '&');
  const found = everything.match(/https?:\/\/[^\s"'<>\\)]+/g) ?? [];
  return [...new Set(found)].filter((address) => address.startsWith(visit.installation.url));
}

const responsesOf = async (contactId: string) => (await visit.get(`/v1/responses?contactId=${contactId}`)).items;
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
    const links = linksOf(await mailOf('clicked'));
    const page = await context.newPage();
    await page.addInitScript({ content: SENDS_THE_FORM });
    await page.goto(links[0]!);
    const response = await eventually(async () => {
      const [only] = await responsesOf('clicked');
      expect(only).toBeDefined();
      return only;
    });
    expect(response).toMatchObject({ score: 0, state: 'set_aside', stateReason: 'answered_too_fast' });
    await new Promise((resolve) => setTimeout(resolve, LOOKS_MS));
    expect(await counted('support.case_closed')).toBe(before);
    expect((await visit.get(`/v1/cases?responseId=${response.responseId}`)).items).toEqual([]);

    await answerAsAPerson(links[10]!);
    expect(await responsesOf('clicked')).toEqual([expect.objectContaining({ score: 10, state: 'provisional' })]);
    await eventually(async () => expect(await counted('support.case_closed')).toBe(before + 1));
  }, 90_000);
});

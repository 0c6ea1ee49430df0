import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { contracts } from '#contracts';
import { eventually } from '#testing';
import { linksOf, startVisit, type Visit } from '../journey/visit.js';
import { startChromium } from './chromium.js';

let visit: Visit;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  visit = await startVisit();
  browser = await startChromium();
  await visit.publish(contracts.accountUpserted, { accountId: 'acme', name: 'Acme' });
}, 120_000);
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: true });
  page = await context.newPage();
});
afterEach(() => context?.close());
afterAll(async () => {
  await browser?.close();
  await visit?.stop();
}, 60_000);

async function invite(contactId: string): Promise<string[]> {
  await visit.happen(contactId, 'acme');
  return linksOf(await visit.mailTo(`${contactId}@visit.example`));
}

/** Who answers a page within a second has not read it, and is not counted. */
const read = (shown: Page) => shown.waitForTimeout(1_100);

const responsesOf = async (contactId: string) => (await visit.get(`/v1/responses?contactId=${contactId}`)).items;

describe('the survey page in a browser', () => {
  it('shows the score of the link, records nothing until it is sent, then thanks and takes a comment', async () => {
    const links = await invite('browser-1');
    await page.goto(links[6]!);
    expect(await page.locator('input[name=score]:checked').getAttribute('value')).toBe('6');
    expect(await page.locator('input[name=score]').count()).toBe(11);
    expect(await responsesOf('browser-1')).toEqual([]);

    await read(page);
    await page.locator('button[type=submit]').click();
    await page.waitForURL('**/thanks');
    expect(await responsesOf('browser-1')).toEqual([expect.objectContaining({ score: 6, revision: 1 })]);

    await page.locator('textarea[name=comment]').fill('The reports are slow.');
    await page.locator('button[type=submit]').click();
    await eventually(async () => {
      expect(await responsesOf('browser-1')).toEqual([
        expect.objectContaining({ score: 6, revision: 2, comment: 'The reports are slow.' }),
      ]);
    });
  }, 60_000);

  it('can be answered with the keyboard alone', async () => {
    const links = await invite('browser-2');
    await page.goto(links[3]!);
    await read(page);
    await page.locator('input[name=score]:checked').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('input[name=score]:checked').getAttribute('value')).toBe('4');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/thanks');
    expect(await responsesOf('browser-2')).toEqual([expect.objectContaining({ score: 4 })]);
  }, 60_000);

  it('works without JavaScript', async () => {
    const links = await invite('browser-3');
    const bare = await browser.newContext({ javaScriptEnabled: false });
    const plain = await bare.newPage();
    await plain.goto(links[9]!);
    await read(plain);
    await plain.locator('button[type=submit]').click();
    await plain.waitForURL('**/thanks');
    await bare.close();
    expect(await responsesOf('browser-3')).toEqual([expect.objectContaining({ score: 9 })]);
  }, 60_000);

  it('has no accessibility violation that axe knows, before and after the answer', async () => {
    const links = await invite('browser-4');
    await page.goto(links[8]!);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await read(page);
    await page.locator('button[type=submit]').click();
    await page.waitForURL('**/thanks');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }, 60_000);

  it('tells a person what is wrong with a link that was changed', async () => {
    const links = await invite('browser-5');
    const answer = await page.goto(links[8]!.replace(/\/s\/(.)/, (_, first) => `/s/${first === 'a' ? 'b' : 'a'}`));
    expect(answer!.status()).toBe(404);
    expect(await page.locator('h1').textContent()).not.toBe('');
  }, 60_000);
});

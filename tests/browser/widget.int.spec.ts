import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { AskingInApp } from './asking-in-app.js';
import { startChromium } from './chromium.js';
import { type HostPage, serveHostPage } from './host-page.js';
import { pictures } from './pictures.js';

let asking: AskingInApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let host: HostPage;
let complaints: string[];

beforeAll(async () => {
  asking = await AskingInApp.start();
  [browser, host] = await Promise.all([startChromium(), serveHostPage(asking.url)]);
}, 120_000);
beforeEach(async () => {
  await open({ viewport: { width: 1100, height: 800 } });
});
afterEach(() => context?.close());
afterAll(async () => {
  await host?.stop();
  await browser?.close();
  await asking?.stop();
}, 60_000);

async function open(options: object): Promise<void> {
  await context?.close();
  // Whatever is on its way in is half transparent, and axe would say so.
  context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  page = await context.newPage();
  complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  host.style = '';
}

/** Has a contact be asked in the app, and puts her widget on the page. */
async function askInApp(contactId: string): Promise<void> {
  host.attributes = `data-token="${await asking.ask(contactId)}"`;
}

const dialog = () => page.getByRole('dialog');
const responsesOf = async (contactId: string) =>
  (await asking.call(asking.intake, 'GET', `/v1/responses?contactId=${contactId}`)).items;
const axe = async () => (await new AxeBuilder({ page }).analyze()).violations;
/** A person reads before she answers. */
const read = () => page.waitForTimeout(1_200);

describe('the widget on a page with a strict policy', () => {
  it('is one script of less than 15 KB', async () => {
    const script = await (await fetch(`${asking.url}/widget/v1.js`)).text();
    expect(gzipSync(script).length).toBeLessThan(15_000);
    expect(script).not.toMatch(/\beval\b|new Function|document\.cookie|localStorage|sessionStorage|innerHTML/);
  });

  it('tells other sites nothing without a token that is signed, in words that they can read', async () => {
    const pending = (token: string) =>
      fetch(`${asking.url}/widget/pending`, {
        headers: { 'widget-token': token, origin: 'https://product.example' },
      });
    const refused = await pending('w1.WyJtYXJpYSIsOTk5OTk5OTk5OV0.AAAA');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-allow-credentials')).toBeNull();
    const asked = await fetch(`${asking.url}/widget/pending/dismiss`, { method: 'OPTIONS' });
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type, widget-token');
    const elsewhere = await fetch(`${asking.url}/v1/responses`, { method: 'OPTIONS' });
    expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is answered with the keyboard alone, step by step, and thanks', async () => {
    await askInApp('keys');
    await page.goto(host.url);
    await dialog().waitFor();
    expect(await axe()).toEqual([]);
    await pictures.keep(page, 'widget-score');
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    await read();
    await page.getByRole('radio', { name: '0', exact: true }).focus();
    for (let time = 0; time < 3; time++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: /main reason/ }).waitFor();
    expect(await responsesOf('keys')).toMatchObject([{ score: 3, channel: 'widget' }]);
    expect(await axe()).toEqual([]);
    await pictures.keep(page, 'widget-questions');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Too slow.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    expect(await responsesOf('keys')).toMatchObject([
      { score: 3, comment: 'Too slow.', answers: [{ choices: ['slow'] }, { rating: 1 }] },
    ]);
    expect(await axe()).toEqual([]);
    await pictures.keep(page, 'widget-thanks');
    await page.keyboard.press('Escape');
    expect(await dialog().count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(await dialog().count()).toBe(0);
  }, 60_000);

  it('asks for a score that is missing', async () => {
    await askInApp('hasty');
    await page.goto(host.url);
    await page.getByRole('button', { name: 'Send answer' }).click();
    expect(await page.getByRole('alert').textContent()).toBe('Please choose a number from 0 to 10.');
    expect(await responsesOf('hasty')).toEqual([]);
  }, 60_000);

  it('that is dismissed stays so, on every page and device', async () => {
    await askInApp('busy');
    await page.goto(host.url);
    await dialog().waitFor();
    await page.evaluate(`addEventListener('rapport:dismissed', () => { document.title = 'dismissed' })`);
    await page.getByRole('radio', { name: '5', exact: true }).focus();
    const dismissed = page.waitForResponse('**/widget/pending/dismiss');
    await page.keyboard.press('Escape');
    expect((await dismissed).status()).toBe(204);
    expect(await page.title()).toBe('dismissed');
    await open({});
    await page.goto(host.url);
    await page.waitForLoadState('networkidle');
    expect(await dialog().count()).toBe(0);
    expect(await responsesOf('busy')).toEqual([]);
  }, 60_000);

  it('waits to be called where the page says so, takes the focus then, and gives it back', async () => {
    await askInApp('called');
    host.attributes += ' data-show="manual"';
    await page.goto(host.url);
    await page.waitForLoadState('networkidle');
    expect(await dialog().count()).toBe(0);
    await page.locator('#own').focus();
    expect(await page.evaluate('rapport.show()')).toBe(true);
    await dialog().waitFor();
    expect(await dialog().evaluate((it) => (it as unknown as { matches(of: string): boolean }).matches(':focus'))).toBe(
      true,
    );
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.id')).toBe('own');
    expect(await page.evaluate('rapport.show()')).toBe(false);
  }, 60_000);

  it('looks the same whatever the page looks like', async () => {
    await askInApp('styled');
    host.style =
      '*{color:red!important;font-size:40px!important;text-transform:uppercase;letter-spacing:9px} button{display:none!important}';
    await page.goto(host.url);
    await dialog().waitFor();
    const styleOf = (it: unknown) => {
      const { color, fontSize, letterSpacing, textTransform } = (
        globalThis as unknown as { getComputedStyle(of: unknown): Record<string, string> }
      ).getComputedStyle(it);
      return { color, fontSize, letterSpacing, textTransform };
    };
    const own = { letterSpacing: 'normal', textTransform: 'none' };
    const button = page.getByRole('button', { name: 'Send answer' });
    expect(await button.evaluate(styleOf)).toEqual({ ...own, color: 'rgb(255, 255, 255)', fontSize: '16px' });
    const question = page.getByRole('heading', { name: /How likely/ });
    expect(await question.evaluate(styleOf)).toEqual({ ...own, color: 'rgb(23, 33, 43)', fontSize: '18px' });
    expect(await page.locator('#own').evaluate(styleOf)).toMatchObject({ letterSpacing: '9px' });
    await pictures.keep(page, 'widget-on-a-loud-page');
  }, 60_000);
});

describe('the widget of an open link', () => {
  const link = async (more: object = {}) =>
    (
      await asking.call(asking.intake, 'POST', '/v1/open-links', {
        name: 'App',
        mode: 'link',
        surveyId: 'app',
        touchpoint: 'app.used',
        ...more,
      })
    ).path.slice('/l/'.length) as string;

  it('is answered without a name, from right to left on a phone', async () => {
    await open({ viewport: { width: 390, height: 844 }, locale: 'ar-EG', reducedMotion: 'reduce' });
    host.attributes = `data-link="${await link()}"`;
    await page.goto(host.url);
    await dialog().waitFor();
    expect(await dialog().getAttribute('dir')).toBe('rtl');
    expect(await axe()).toEqual([]);
    await pictures.keep(page, 'widget-phone-rtl');
    await read();
    await page.getByRole('radio', { name: '9', exact: true }).check();
    await page.getByRole('dialog').getByRole('button').first().click();
    await page.getByRole('radio', { name: '4', exact: true }).check();
    await pictures.keep(page, 'widget-phone-rtl-questions');
    expect(await axe()).toEqual([]);
    await page.getByRole('dialog').getByRole('button').first().click();
    await page.getByRole('heading').filter({ hasText: '!' }).first().waitFor();
    const { items } = await asking.call(asking.intake, 'GET', '/v1/responses?touchpoint=app.used&limit=200');
    expect(items).toContainEqual(
      expect.objectContaining({ score: 9, channel: 'widget', contactId: expect.stringMatching(/^anonymous-/) }),
    );
    expect(complaints).toEqual([]);
  }, 60_000);

  it('and a kiosk are pages that axe finds nothing wrong with, with and without a mistake', async () => {
    await page.goto(`${asking.url}/l/${await link()}`);
    expect(await axe()).toEqual([]);
    await pictures.keep(page, 'open-link');
    await page.locator('button[type=submit]').click();
    expect(await axe()).toEqual([]);
    await pictures.keep(page, 'open-link-error');
    const kiosk = await asking.call(asking.intake, 'POST', '/v1/open-links', {
      name: 'Exit',
      mode: 'kiosk',
      surveyId: 'app',
      touchpoint: 'app.used',
    });
    await page.goto(asking.url + kiosk.devices[0].path);
    await read();
    await page.getByRole('radio', { name: '10', exact: true }).check();
    await page.locator('button[type=submit]').click();
    await page.waitForURL('**/questions/0');
    await page.locator('button[type=submit]').click();
    await page.waitForURL('**/thanks');
    expect(await axe()).toEqual([]);
    await pictures.keep(page, 'kiosk-thanks');
    await page.waitForURL(asking.url + kiosk.devices[0].path, { timeout: 15_000 });
    expect(await page.locator('input:checked').count()).toBe(0);
    await page.goto(`${asking.url}/l/none`);
    expect(await axe()).toEqual([]);
    await pictures.keep(page, 'open-link-none');
  }, 60_000);
});

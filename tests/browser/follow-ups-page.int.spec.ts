import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { contracts } from '#contracts';
import { eventually } from '#testing';
import { Intake } from '../../services/response-intake/src/fixtures/intake.js';
import { startChromium } from './chromium.js';

let intake: Intake;
let browser: Browser;
let page: Page;

const choices = ['slow', 'other'].map((id) => ({ id, text: { en: `It was ${id}` } }));
const document = {
  metric: 'nps',
  fallbackLanguage: 'en',
  branding: { name: 'Acme', color: '#ffee00' },
  followUps: [
    { id: 'value', kind: 'rating', question: { en: 'How good is it?' } },
    { id: 'why', kind: 'single_choice', question: { en: 'Why?' }, choices },
    { id: 'liked', kind: 'multiple_choice', question: { en: 'What was good?' }, choices },
    { id: 'words', kind: 'text', question: { en: 'And in words?' } },
  ],
};

beforeAll(async () => {
  intake = await Intake.start();
  browser = await startChromium();
  const data = { versionId: 'asked@1', surveyId: 'asked', version: 1, document, publishedAt: '2026-01-01T00:00:00Z' };
  await intake.harness.publish(contracts.surveyPublished, data);
  const token = intake.token(await intake.invite({ surveyId: 'asked', surveyVersion: 1 }));
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  await eventually(async () => {
    const opened = await page.goto(`${intake.service.url}/s/${token}?score=5`);
    expect(opened?.status()).toBe(200);
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await intake?.harness.stop();
}, 60_000);

describe('the follow-up questions in a browser', () => {
  it('are answered with the keyboard alone, and every control has its name and enough contrast', async () => {
    await page.locator('button[type=submit]').click();
    await page.waitForURL('**/questions/0');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.getByRole('group', { name: /How good is it/ }).count()).toBe(1);
    await page.getByRole('radio', { name: '1', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('radio', { name: 'It was other' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('checkbox', { name: 'It was slow' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('textbox', { name: /And in words/ }).focus();
    await page.keyboard.type('Late.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/thanks');
    const { responses } = await intake.stored();
    expect(responses).toMatchObject([
      { score: 5, answers: [{ rating: 2 }, { choices: ['other'] }, { choices: ['slow'] }, { text: 'Late.' }] },
    ]);
  }, 60_000);
});

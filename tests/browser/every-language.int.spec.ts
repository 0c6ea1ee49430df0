import type { Browser, Page } from 'playwright-core';
import { contracts } from '#contracts';
import { eventually } from '#testing';
import { Intake } from '../../services/response-intake/src/fixtures/intake.js';
import { LANGUAGES, type Language } from '../../services/response-intake/src/survey-page/texts.rules.js';
import { startChromium } from './chromium.js';
import { CHOICES, DOCUMENT, PAGE_LANGUAGES, QUESTION, WHY } from './page-kinds.js';

let intake: Intake;
let browser: Browser;

const document = {
  ...DOCUMENT,
  followUps: [
    { id: 'why', kind: 'single_choice', question: WHY, choices: CHOICES },
    { id: 'value', kind: 'rating', question: WHY },
    {
      id: 'words',
      kind: 'text',
      question: WHY,
      showIf: { answer: { questionId: 'why', choices: ['other'] } },
    },
  ],
};

beforeAll(async () => {
  intake = await Intake.start();
  browser = await startChromium();
  const data = { versionId: 'all@1', surveyId: 'all', version: 1, document, publishedAt: '2026-01-01T00:00:00Z' };
  await intake.harness.publish(contracts.surveyPublished, data);
  const known = `${intake.service.url}/s/${await invite('en')}`;
  await eventually(async () => expect((await fetch(known)).status).toBe(200));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await intake?.harness.stop();
}, 60_000);

async function invite(language: Language): Promise<string> {
  const asked = { surveyId: 'all', surveyVersion: 1, locale: language, question: QUESTION[language] };
  return intake.token(await intake.invite(asked));
}

const phone = async (): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  return context.newPage();
};

/** Presses Tab until what has the focus is what is looked for, as somebody does who has no mouse. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

describe.each(PAGE_LANGUAGES)('somebody who reads %s', (language) => {
  const texts = LANGUAGES[language];

  it('answers with a keyboard and a screen reader, on a phone and without JavaScript', async () => {
    const token = await invite(language);
    const page = await phone();
    await page.goto(`${intake.service.url}/s/${token}?score=6`);
    // A minute passes: who answers within a second has not read the page.
    intake.clock.advance(60_000);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await page.getByRole('group', { name: QUESTION[language] }).count()).toBe(1);
    expect(await page.getByRole('radio').count()).toBe(11);
    expect(await page.getByRole('radio', { name: '6', exact: true }).isChecked()).toBe(true);
    expect(await page.getByRole('textbox', { name: texts.commentLabel }).count()).toBe(1);
    expect(await page.getByRole('button', { name: texts.send }).count()).toBe(1);
    expect(await page.getByRole('link', { name: texts.noMoreSurveys }).count()).toBe(1);
    await tabTo(page, 'input[name=score]');
    await page.keyboard.press('ArrowUp');
    await tabTo(page, 'textarea');
    await page.keyboard.type('Ok.');
    await tabTo(page, 'button');
    await page.keyboard.press('Enter');

    await page.waitForURL('**/questions/0');
    expect(await page.getByRole('heading', { level: 1, name: texts.moreQuestions }).count()).toBe(1);
    expect(await page.getByRole('group', { name: WHY[language] }).count()).toBe(2);
    await tabTo(page, 'input[name="q.why"]');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'input[name="q.value"]');
    await page.keyboard.press('Space');
    await tabTo(page, 'button');
    await page.keyboard.press('Enter');

    await page.waitForURL('**/questions/1');
    expect(await page.getByRole('textbox', { name: WHY[language] }).count()).toBe(1);
    await tabTo(page, 'textarea');
    await page.keyboard.type('Late.');
    await tabTo(page, 'button');
    await page.keyboard.press('Enter');

    await page.waitForURL('**/thanks');
    expect(await page.getByRole('heading', { level: 1, name: texts.thanks }).count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toBe(texts.recorded);
    expect(await page.getByText(texts.thanksWorst).count()).toBe(1);
    await page.context().close();
    const { responses } = await intake.stored();
    expect(responses.at(-1)).toMatchObject({ score: 5, comment: 'Ok.', user_agent_family: 'Chrome' });
    expect(responses.at(-1)).toMatchObject({ answers: [{ choices: ['other'] }, { rating: 1 }, { text: 'Late.' }] });
  }, 60_000);

  it('hears first what is wrong, is led to the place, and loses nothing', async () => {
    const token = await invite(language);
    const page = await phone();
    await page.goto(`${intake.service.url}/s/${token}`);
    await page.locator('textarea').fill('Kept.');
    await page.locator('button').press('Enter');
    expect(await page.title()).toMatch(new RegExp(`^${texts.errorPrefix}: `));
    expect(await page.locator('[role=alert]:focus').count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('#score:target').count()).toBe(1);
    await page.keyboard.press('Tab');
    expect(await page.locator('textarea').inputValue()).toBe('Kept.');
    await page.context().close();
  }, 60_000);
});

describe('a page from right to left', () => {
  it('begins on the right, its scale too, in which the arrow to the left leads to the left', async () => {
    const page = await phone();
    await page.goto(`${intake.service.url}/s/${await invite('ar')}`);
    const left = async (score: number) => (await page.locator(`label:has([value="${score}"])`).boundingBox())!.x;
    expect(await left(0)).toBeGreaterThan(await left(5));
    const [low, high] = await Promise.all([0, 1].map((at) => page.locator('.ends span').nth(at).boundingBox()));
    expect(low!.x).toBeGreaterThan(high!.x);
    await page.locator('[value="5"]').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('[value="6"]').isChecked()).toBe(true);
    await page.context().close();
  }, 60_000);
});

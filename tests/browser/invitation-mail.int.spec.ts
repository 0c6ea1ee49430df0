import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { makeMailForm, renderMail } from '../../services/survey-dispatch/src/mails/render-mail.rules.js';
import { startChromium } from './chromium.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
}, 60_000);
afterAll(() => browser?.close(), 60_000);

const LOGO = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="80"><rect width="320" height="80" fill="#cc0044"/></svg>')}`;
const question = 'How likely are you to recommend us to a friend or colleague, after all that we have done for you?';

describe('the mail of an invitation', () => {
  it.each([
    ['nps', 'en', 375],
    ['nps', 'de', 320],
    ['nps', 'en', 600],
    ['csat', 'fr', 375],
    ['ces', 'pt', 600],
    ['nps', 'ar', 375],
    ['csat', 'he', 320],
  ] as const)(
    'for %s in %s fits %d px, can be hit with a finger, and has nothing that axe finds wrong',
    async (metric, locale, width) => {
      const branding = { name: 'Acme Analytics', color: '#cc0044', logoUrl: LOGO };
      const form = makeMailForm({ metric, fallbackLanguage: 'en', question: { en: question }, branding }, locale);
      const { html } = renderMail(form, {
        name: 'Maria',
        link: 'https://x.example/s/t',
        unsubscribeLink: 'https://x.example/u/t',
      });
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const page = await context.newPage();
      await page.setContent(html);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const boxes = await page
        .locator('a[href*="score="]')
        .evaluateAll((links) => links.map((it) => it.getBoundingClientRect().toJSON()));
      // 24 by 24 px at least (WCAG 2.2, 2.5.8), in one row.
      for (const box of boxes) expect(Math.min(box.width + 2, box.height)).toBeGreaterThanOrEqual(24);
      expect(Math.max(...boxes.map(({ top }) => top)) - Math.min(...boxes.map(({ top }) => top))).toBeLessThan(2);
      // What a mail program shows around it (a landmark, a heading's level) is not the mail's to say.
      const { violations } = await new AxeBuilder({ page }).disableRules(['region', 'landmark-one-main']).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      await context.close();
    },
    60_000,
  );
});

import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from './chromium.js';
import { PAGE_LANGUAGES, type PageOfAKind, pagesIn } from './page-kinds.js';
import { showPage } from './page-on-show.js';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
/** A phone's, and 400 % of zoom on a desktop. */
const NARROW = { width: 320, height: 640 };
/** Differ in their words alone from other notices: they are looked at in one language of either direction. */
const LIKE_OTHERS = ['not found', 'taken back', 'erased', 'failed', 'too much', 'no longer to be changed'];
const LIMIT_BYTES = 30 * 1024;

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
}, 60_000);
afterAll(() => browser?.close(), 60_000);

/** Shows pages one after the other, and gathers what is wrong by their kind. */
async function findOn(
  pages: readonly PageOfAKind[],
  options: BrowserContextOptions,
  find: (page: Page, shown: PageOfAKind) => Promise<unknown[]>,
): Promise<Record<string, unknown[]>> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const found: Record<string, unknown[]> = {};
  for (const shown of pages) {
    await showPage(page, shown);
    const wrong = await find(page, shown);
    if (wrong.length > 0) found[shown.kind] = wrong;
  }
  await context.close();
  return found;
}

/** What axe says of WCAG 2.2 A and AA, and of what is good practice; of these rules alone, where some are named. */
async function violations(page: Page, rules?: string[]): Promise<unknown[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ rules: { 'target-size': { enabled: true } } });
  if (rules) axe.withRules(rules);
  return (await axe.analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary]);
}

/** How far a page is wider than its window, at a size of the window. */
async function tooWide(page: Page, size: { width: number; height: number }): Promise<string[]> {
  await page.setViewportSize(size);
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  return width > size.width ? [`${width} px on ${size.width}`] : [];
}

/** Everything that can be hit and is smaller than this, in px. */
function tooSmall(page: Page, least: number): Promise<string[]> {
  return page.evaluate<
    string[]
  >(`[...document.querySelectorAll('a, button, textarea, label:has(input)')].flatMap((it) => {
    const { width, height } = it.getBoundingClientRect();
    return Math.min(width, height) < ${least} ? [it.textContent.trim() + ': ' + width + ' x ' + height] : [];
  })`);
}

/** WCAG 2.2, 1.4.12. */
const SPACED = `for (const it of document.querySelectorAll('*'))
  Object.assign(it.style, { lineHeight: '1.5', letterSpacing: '.12em', wordSpacing: '.16em' });
for (const it of document.querySelectorAll('p')) it.style.marginBottom = '2em';`;
/** WCAG 2.2, 1.4.4. */
const TWICE = `document.documentElement.style.fontSize = '200%'`;

describe.each(PAGE_LANGUAGES)('every page in %s', (language) => {
  const isAll = language === 'en' || language === 'ar';
  const pages = pagesIn(language).filter(({ kind }) => isAll || !LIKE_OTHERS.includes(kind));

  it('has nothing that axe finds wrong, targets of 44 px on a phone, and room for larger and wider text', async () => {
    const found = await findOn(pages, { viewport: PHONE }, async (page) => {
      const wrong = [...(await violations(page)), ...(await tooSmall(page, 44))];
      wrong.push(...(await tooWide(page, NARROW)), ...(await tooSmall(page, 24)));
      await page.evaluate(SPACED);
      wrong.push(...(await tooWide(page, PHONE)));
      await page.evaluate(TWICE);
      return [...wrong, ...(await tooWide(page, { width: 780, height: 800 }))];
    });
    expect(found).toEqual({});
  }, 300_000);

  it('has less than 30 KB, even when it is not compressed', () => {
    for (const { html, headers } of pagesIn(language)) {
      const bytes = Buffer.byteLength(html) + Buffer.byteLength(JSON.stringify(headers));
      expect(bytes).toBeLessThan(LIMIT_BYTES);
    }
  });
});

describe.each(['en', 'ar'] as const)('every page in %s', (language) => {
  it('looks right on a desktop, and in the dark', async () => {
    // All other rules see the same on every screen.
    const rules = ['color-contrast', 'target-size'];
    const look = (page: Page) => violations(page, rules);
    expect(await findOn(pagesIn(language), { viewport: DESKTOP, colorScheme: 'dark' }, look)).toEqual({});
  }, 300_000);
});

/** Where the focus is: what it is on, whether a ring shows it, and whether anything covers it. */
const FOCUS = `(() => {
  const it = document.activeElement;
  if (it === document.body) return undefined;
  const marked = it.matches('.scale input') ? it.nextElementSibling : (it.closest('.choices label') ?? it);
  const { left, top, width, height } = marked.getBoundingClientRect();
  const style = getComputedStyle(marked);
  const over = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, innerHeight - top - 1));
  return {
    name: it.id || it.name || it.getAttribute('href') || it.textContent,
    isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    isOnTop: over !== null && (marked.contains(over) || over.contains(marked) || over.closest('label')?.contains(marked)),
  };
})()`;

interface Focus {
  readonly name: string;
  readonly isMarked: boolean;
  readonly isOnTop: boolean;
}

/** Where the focus stops on the way through a page. */
async function stopsOn(page: Page): Promise<Focus[]> {
  const stops: Focus[] = [];
  await page.evaluate('document.activeElement.blur()');
  for (;;) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate<Focus | undefined>(FOCUS);
    if (!focus || focus.name === stops[0]?.name) return stops;
    stops.push(focus);
    if (stops.length > 60) throw new Error('the focus does not leave the page');
  }
}

describe('the keyboard', () => {
  const KINDS = [
    'question with a score',
    'question without a score',
    'follow-ups with problems',
    'thanks to a detractor',
  ];
  it.each(['none', 'active'] as const)(
    'leads to everything, always shown by a ring and covered by nothing, with forced colours: %s',
    async (forcedColors) => {
      const pages = pagesIn('en').filter(({ kind }) => KINDS.includes(kind));
      const found = await findOn(pages, { viewport: PHONE, forcedColors }, async (page) => {
        const stops = await stopsOn(page);
        expect(stops.length).toBeGreaterThan(8);
        return stops.filter(({ isMarked, isOnTop }) => !isMarked || !isOnTop);
      });
      expect(found).toEqual({});
    },
    120_000,
  );
});

describe('with colours of the system’s own', () => {
  it('what is chosen looks otherwise than what is not', async () => {
    const pages = pagesIn('en').filter(({ kind }) => kind === 'question with a score');
    await findOn(pages, { viewport: PHONE, forcedColors: 'active' }, async (page) => {
      const colors = await page.evaluate<string[]>(
        `[...document.querySelectorAll('.scale input')].map((it) => getComputedStyle(it.nextElementSibling).backgroundColor)`,
      );
      expect(new Set(colors).size).toBe(2);
      expect(colors.filter((color) => color === colors[9])).toHaveLength(1);
      return [];
    });
  }, 60_000);
});

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { startChromium } from './chromium.js';
import { pagesIn } from './page-kinds.js';
import { showPage } from './page-on-show.js';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
const folder = join(projectRoot(), 'tests/browser/screenshots');

// Writes every page of the survey as a person sees it, to be looked at: phone and desktop, left to right and right to left, dark.
const browser = await startChromium();
await mkdir(folder, { recursive: true });
for (const [name, language, viewport, colorScheme] of [
  ['phone', 'en', PHONE, 'light'],
  ['phone-dark', 'en', PHONE, 'dark'],
  ['phone-ar', 'ar', PHONE, 'light'],
  ['phone-de', 'de', PHONE, 'light'],
  ['narrow', 'fr', { width: 320, height: 640 }, 'light'],
  ['desktop', 'en', DESKTOP, 'light'],
  ['desktop-he', 'he', DESKTOP, 'light'],
] as const) {
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  for (const shown of pagesIn(language)) {
    await showPage(page, shown);
    await page.screenshot({ path: join(folder, `${name} ${shown.kind}.png`), fullPage: true });
  }
  await context.close();
}
await browser.close();

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = process.env.PICTURES;

/** Pictures of pages for whoever wants to look at them: where `PICTURES` names a folder, they are kept there. */
export const pictures = {
  async keep(page: Page, name: string): Promise<void> {
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  },
};

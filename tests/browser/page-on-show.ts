import type { Page } from 'playwright-core';
import type { PageOfAKind } from './page-kinds.js';

const ADDRESS = 'http://survey.example/s/page';

/** Loads a page as if the service had sent it, with its headers: the policy decides which style counts. */
export async function showPage(page: Page, { html, headers }: PageOfAKind): Promise<void> {
  await page.unrouteAll();
  await page.route('**/*', (route) => route.fulfill({ status: 200, headers: { ...headers }, body: html }));
  await page.goto(ADDRESS);
}

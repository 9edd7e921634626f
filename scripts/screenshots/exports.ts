import type { Page } from 'playwright-core';

import { insideWalk, visit, type Screen } from './stage.ts';

const LISTED_WITHIN_MS = 3_000;

/** Makes one where there is none, and waits for it. */
async function makeExport(page: Page, label: string): Promise<void> {
  const make = page.getByRole('button', { name: label });
  await make.waitFor();
  const isThere = page.getByRole('button', { name: 'Download' }).first();
  // Those of before are listed a moment later.
  await isThere.waitFor({ timeout: LISTED_WITHIN_MS }).catch(() => make.click());
  await isThere.waitFor();
}

const exportScreens = (eventPath: string): readonly Screen[] => [
  {
    name: 'export',
    open: async (page) => {
      await visit(page, `${eventPath}/export`);
      await makeExport(page, 'Make an export');
    },
  },
  {
    name: 'profile-own-data',
    open: async (page) => {
      await visit(page, '/profile');
      await makeExport(page, 'Get my data');
      await page.getByRole('button', { name: 'Download' }).first().scrollIntoViewIfNeeded();
    },
  },
];

export const exportsWalk = insideWalk(exportScreens);

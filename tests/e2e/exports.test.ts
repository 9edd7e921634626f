import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { PHONE } from './harness/browser.ts';
import { button, input, meet } from './harness/meeting.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

async function downloaded(page: Page): Promise<{ name: string; content: Buffer }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).first().click();
  const download = await waiting;
  return {
    name: download.suggestedFilename(),
    content: await buffer(createReadStream(await download.path())),
  };
}

test('[EXPORT-20] an organiser exports an event and downloads it, sees no more of it once removed; everybody gets their own data, on a phone too', async () => {
  const { olga, bob, eventPath } = await meet(stage);
  await input(bob.page).fill('Worth keeping');
  await bob.page.keyboard.press('Enter');
  await olga.page.goto(eventPath);
  await button(olga.page, 'Export').click();
  await button(olga.page, 'Make an export').click();
  const { name, content } = await downloaded(olga.page);
  expect(name).toMatch(/^hallway-event-\d{4}-\d\d-\d\d\.zip$/);
  // A whole ZIP file, with what it should have.
  expect(content.subarray(0, 2).toString()).toBe('PK');
  expect(content.includes('pages/0001.html')).toBe(true);
  expect(content.subarray(-22, -18)).toEqual(Buffer.from('PK\x05\x06'));
  await button(olga.page, 'Remove').click();
  await olga.page.getByRole('list', { name: 'Exports' }).waitFor({ state: 'detached' });

  await bob.page.goto(eventPath);
  await button(bob.page, 'Open chat').waitFor();
  expect(await button(bob.page, 'Export').count()).toBe(0);
  await bob.page.goto(`${eventPath}/export`);
  await bob.page.getByText('Only organisers can export an event.').waitFor();
  await bob.page.goto('/profile');
  await button(bob.page, 'Get my data').click();
  expect((await downloaded(bob.page)).name).toMatch(/^hallway-my-data-.*\.zip$/);
  const wide = await bob.page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(PHONE.width);
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { meet } from './harness/meeting.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const here = (page: Page, count: number) =>
  page.getByRole('button', {
    name: count === 1 ? '1 person here now, show who' : `${count} people here now, show who`,
  });
const rows = (page: Page) => page.getByRole('dialog').getByRole('listitem');
/** Without the letters in the pictures' place. */
const namesIn = async (page: Page) =>
  (await rows(page).allInnerTexts()).map((text) => text.split('\n').slice(1).join(', '));
const listed = (page: Page, expected: readonly string[]) =>
  expect.poll(() => namesIn(page), { timeout: 8_000 }).toEqual(expected);

test('[HERE-20] [HERE-22] who is here is shown on a desk and on a phone as they come, go and appear offline', async () => {
  const { olga, bob } = await meet(stage);
  await here(olga.page, 2).click();
  await listed(olga.page, ['Bob', 'Olga (you)']);
  const target = await here(bob.page, 2).boundingBox();
  expect(Math.min(target?.width ?? 0, target?.height ?? 0)).toBeGreaterThanOrEqual(44);
  expect(await bob.page.getByRole('heading', { name: 'Book fair', level: 1 }).count()).toBe(1);
  // Nothing stands beside the title that has no use in a chat.
  expect(await bob.page.getByRole('button', { name: 'New event' }).count()).toBe(0);
  await here(bob.page, 2).tap();
  await listed(bob.page, ['Bob (you)', 'Olga']);
  await bob.page.keyboard.press('Escape');
  await rows(bob.page).first().waitFor({ state: 'detached' });

  const profile = await bob.context.newPage();
  await profile.goto('/profile');
  const offline = profile.getByRole('switch', { name: 'Appear offline' });
  await offline.tap();
  await listed(olga.page, ['Olga (you)']);
  await here(bob.page, 1).tap();
  await bob.page.getByText('You appear offline').waitFor();
  await listed(bob.page, ['Olga']);
  expect(await offline.isChecked()).toBe(true);
  await offline.tap();
  await listed(bob.page, ['Bob (you)', 'Olga']);
  await bob.page.getByText('You appear offline').waitFor({ state: 'detached' });
  await listed(olga.page, ['Bob', 'Olga (you)']);
  await bob.page.close();
  await listed(olga.page, ['Olga (you)']);
});

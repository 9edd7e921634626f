import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { action, button, input, meet } from './harness/meeting.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const card = (page: Page) => page.getByRole('group', { name: 'Poll: Which talk next?' });
const option = (page: Page, name: RegExp) => card(page).getByRole('radio', { name });

test('[POLL-20] [POLL-21] an organiser asks, both vote on a desk and a phone, one votes anew, and the end is final for all', async () => {
  const { olga, bob } = await meet(stage);
  await button(bob.page, 'Add').tap();
  await action(bob.page, 'File').waitFor();
  expect(await action(bob.page, 'Poll').count()).toBe(0);
  await bob.page.keyboard.press('Escape');
  // On the narrowest screen too, what the field says fits into its line.
  const isWhole = (field: HTMLElement) => field.scrollHeight <= field.clientHeight;
  expect(await input(bob.page).evaluate(isWhole)).toBe(true);
  await button(olga.page, 'Add').click();
  await action(olga.page, 'Poll').click();
  await olga.page.getByLabel('Question', { exact: true }).fill('Which talk next?');
  expect(await button(olga.page, 'Ask').isDisabled()).toBe(true);
  await olga.page.getByLabel('Option 1').fill('Rust');
  await olga.page.getByLabel('Option 2').fill('Postgres');
  await button(olga.page, 'Ask').click();

  await option(bob.page, /^Rust, No votes yet/).tap();
  await option(bob.page, /^Rust, 1 vote, 100 %, your choice$/).waitFor();
  await option(olga.page, /^Rust, 1 vote, 100 %$/).waitFor();
  // By the keyboard too.
  await option(olga.page, /^Postgres/).press('Enter');
  await option(bob.page, /^Postgres, 1 vote, 50 %$/).waitFor();
  await option(bob.page, /^Postgres/).tap();
  await option(olga.page, /^Postgres, 2 votes, 100 %, your choice$/).waitFor();
  await card(olga.page).getByText('2 votes', { exact: true }).waitFor();

  await card(bob.page).getByRole('button', { name: 'Who voted' }).tap();
  await bob.page.getByRole('radio', { name: 'Postgres', exact: true }).tap();
  await bob.page.getByRole('dialog').getByText('Olga').waitFor();
  await bob.page.keyboard.press('Escape');
  expect(await card(bob.page).getByRole('button', { name: 'End poll' }).count()).toBe(0);

  await bob.page.reload();
  await option(bob.page, /^Postgres, 2 votes, 100 %, your choice$/).waitFor();
  await card(olga.page).getByRole('button', { name: 'End poll' }).click();
  await button(olga.page, 'End it').click();
  await option(bob.page, /^Postgres, .*your choice, most votes$/).waitFor();
  await card(bob.page).getByText('Closed').waitFor();
  expect(await option(bob.page, /^Rust/).isDisabled()).toBe(true);
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { action, button, input, meet, messageOf, openMenu, restFinger } from './harness/meeting.ts';
import { say, sees } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const quoteIn = (page: Page, name: string | RegExp) =>
  page.getByRole('log').getByRole('button', { name });

test('[REPLY-20] [REPLY-21] one answers a message with a finger or a mouse; the quote says what it says now, and leads to its place', async () => {
  const { olga, bob, eventPath } = await meet(stage);
  await say(olga, 'Where is the clokroom?');
  await sees(bob, 'Where is the clokroom?');
  await restFinger(bob.page, 'Where is the clokroom?');
  await action(bob.page, 'Reply').tap();
  await bob.page.getByText('Replying to Olga').waitFor();
  await say(bob, 'Down the stairs');
  expect(await bob.page.getByText('Replying to Olga').count()).toBe(0);
  for (const { page } of [olga, bob]) {
    await quoteIn(page, 'In reply to Olga: Where is the clokroom?').waitFor();
  }

  await openMenu(olga.page, 'Down the stairs');
  await action(olga.page, 'Reply').click();
  await olga.page.locator('textarea:focus').waitFor();
  await olga.page.keyboard.press('Escape');
  await say(olga, 'Thanks');
  await sees(bob, 'Thanks');
  expect(
    await messageOf(olga.page, 'Thanks')
      .getByRole('button', { name: /reply to/ })
      .count(),
  ).toBe(0);

  await openMenu(olga.page, 'Where is the clokroom?');
  await action(olga.page, 'Edit').click();
  await olga.page.getByLabel('New words of the message').fill('Where is the cloakroom?');
  await button(olga.page, 'Save').click();
  await quoteIn(bob.page, 'In reply to Olga: Where is the cloakroom?').waitFor();

  const lines = Array.from({ length: 90 }, (_, n) => `line ${n}`);
  await openMenu(olga.page, 'Where is the cloakroom?');
  await action(olga.page, 'Reply').click();
  await stage.app.tell(eventPath, lines);
  await sees(olga, 'line 89');
  await say(olga, 'found it');
  await sees(bob, 'found it');
  // What is answered is far above what is read at first.
  await bob.page.reload();
  const far = quoteIn(bob.page, 'In reply to Olga: Where is the cloakroom?').last();
  await far.waitFor();
  expect(await bob.page.getByText('line 3', { exact: true }).count()).toBe(0);
  await far.tap();
  await sees(bob, 'line 0');
  await expect
    .poll(() => messageOf(bob.page, 'Where is the cloakroom?').first().isVisible())
    .toBe(true);
  await bob.page.getByRole('button', { name: 'Jump to latest' }).tap();
  await quoteIn(bob.page, 'In reply to Olga: Where is the cloakroom?').last().waitFor();

  await olga.page.reload();
  await quoteIn(olga.page, 'In reply to Olga: Where is the cloakroom?').last().click();
  await sees(olga, 'line 0');
  await openMenu(olga.page, 'Where is the cloakroom?');
  await action(olga.page, 'Delete').click();
  await button(olga.page, 'Delete').click();
  await quoteIn(bob.page, 'In reply to Deleted message').last().waitFor();
  expect(await bob.page.getByText(/cloakroom/).count()).toBe(0);
  await input(bob.page).waitFor();
});

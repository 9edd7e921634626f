import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { PHONE } from './harness/browser.ts';
import {
  action,
  button,
  input,
  meet,
  messageOf,
  openMenu,
  restFinger,
  swipe,
} from './harness/meeting.ts';
import { say, sees } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

/** The texts that the browser keeps for the app under keys that begin so. */
const keptTexts = (page: Page, prefix: string): Promise<readonly string[]> =>
  page.evaluate(async (begin) => {
    const answer = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('no answer')));
      });
    const database = await answer(indexedDB.open('hallway'));
    const range = IDBKeyRange.bound(begin, `${begin}\uffff`);
    const texts = await answer(database.transaction('texts').objectStore('texts').getAll(range));
    database.close();
    return texts as string[];
  }, prefix);

const quoteIn = (page: Page, name: string | RegExp) =>
  page.getByRole('log').getByRole('button', { name });

/** Longer than a phone is wide. */
const LONG = 'Where is the cloakroom, and until when may one leave a coat and a suitcase there?';

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

  await swipe(bob.page, 'Where is the clokroom?', 40);
  expect(await bob.page.getByText(/^Replying to/).count()).toBe(0);
  await swipe(bob.page, 'Where is the clokroom?', 90);
  await bob.page.getByText('Replying to Olga').waitFor();
  await bob.page.keyboard.press('Escape');

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
  await olga.page.getByLabel('New words of the message').fill(LONG);
  await button(olga.page, 'Save').click();
  const quote = quoteIn(bob.page, `In reply to Olga: ${LONG}`);
  await quote.waitFor();
  const { x = 0, width = 0 } = (await quote.boundingBox()) ?? {};
  expect(x + width).toBeLessThan(PHONE.width);

  const lines = Array.from({ length: 90 }, (_, n) => `line ${n}`);
  await openMenu(olga.page, LONG);
  await action(olga.page, 'Reply').click();
  await stage.app.tell(eventPath, lines);
  await sees(olga, 'line 89');
  await say(olga, 'found it');
  await sees(bob, 'found it');
  // What is answered is far above what is read at first.
  await bob.page.reload();
  const far = quoteIn(bob.page, `In reply to Olga: ${LONG}`).last();
  await far.waitFor();
  expect(await bob.page.getByText('line 3', { exact: true }).count()).toBe(0);
  await far.tap();
  await sees(bob, 'line 0');
  await expect.poll(() => messageOf(bob.page, LONG).first().isVisible()).toBe(true);
  await bob.page.getByRole('button', { name: 'Jump to latest' }).tap();
  await quoteIn(bob.page, `In reply to Olga: ${LONG}`).last().waitFor();

  await olga.page.reload();
  await quoteIn(olga.page, `In reply to Olga: ${LONG}`).last().click();
  await sees(olga, 'line 0');
  await openMenu(olga.page, LONG);
  await action(olga.page, 'Delete').click();
  await button(olga.page, 'Delete').click();
  await quoteIn(bob.page, 'In reply to Deleted message').last().waitFor();
  expect(await bob.page.getByText(/cloakroom/).count()).toBe(0);
  await input(bob.page).waitFor();
});

const pinned = (page: Page) => page.getByRole('region', { name: 'Pinned messages' });
const newest = (page: Page, name: string) =>
  pinned(page).getByRole('button', { name, exact: true });
const rows = (page: Page) => page.getByRole('dialog').getByRole('listitem');

test('[PIN-21] [PIN-23] [PIN-24] what an organiser pins stands above everybody’s chat as it is now, leads to its place, and can be hidden', async () => {
  const { olga, bob, eventPath } = await meet(stage);
  await say(olga, 'Doors open at six');
  await sees(bob, 'Doors open at six');
  await restFinger(bob.page, 'Doors open at six');
  expect(await action(bob.page, 'Pin').count()).toBe(0);
  await bob.page.keyboard.press('Escape');
  await openMenu(olga.page, 'Doors open at six');
  await action(olga.page, 'Pin').click();
  await newest(bob.page, 'Pinned message: Olga, Doors open at six').waitFor();
  await messageOf(bob.page, 'Doors open at six').getByRole('img', { name: 'Pinned' }).waitFor();
  await openMenu(olga.page, 'Doors open at six');
  await action(olga.page, 'Edit').click();
  await olga.page.getByLabel('New words of the message').fill('Doors open at seven');
  await button(olga.page, 'Save').click();
  await newest(bob.page, 'Pinned message: Olga, Doors open at seven').waitFor();

  await stage.app.tell(
    eventPath,
    Array.from({ length: 90 }, (_, n) => `line ${n}`),
  );
  await sees(olga, 'line 89');
  await openMenu(olga.page, 'line 89');
  await action(olga.page, 'Pin').click();
  await newest(bob.page, 'Pinned message 1 of 2: Host, line 89').waitFor();
  // One of them is far above what is read at first.
  await bob.page.reload();
  await newest(bob.page, 'Pinned message 1 of 2: Host, line 89').waitFor();
  await button(bob.page, 'All pinned messages').tap();
  await rows(bob.page).filter({ hasText: 'Doors open at seven' }).getByRole('button').tap();
  await sees(bob, 'line 0');
  await messageOf(bob.page, 'Doors open at seven').waitFor();
  await newest(bob.page, 'Pinned message 1 of 2: Host, line 89').tap();
  await sees(bob, 'line 89');

  await button(bob.page, 'Hide pinned messages').tap();
  await say(olga, 'That one is in the way');
  await sees(bob, 'That one is in the way');
  await bob.page.reload();
  await button(bob.page, 'Show pinned messages').waitFor();
  expect(await pinned(bob.page).count()).toBe(0);
  await openMenu(olga.page, 'line 88');
  await action(olga.page, 'Pin').click();
  await newest(bob.page, 'Pinned message 1 of 3: Host, line 88').waitFor();

  await button(olga.page, 'All pinned messages').press('Enter');
  await olga.page.getByRole('button', { name: 'Unpin: line 88' }).press('Enter');
  await expect.poll(() => rows(olga.page).count()).toBe(2);
  await olga.page.keyboard.press('Escape');
  await newest(bob.page, 'Pinned message 1 of 2: Host, line 89').waitFor();
});

test('[REPLY-22] what one has begun to write, and what it answers, are there again after a reload; after a sign-out they are not', async () => {
  const { olga, bob } = await meet(stage);
  await say(olga, 'Who brings the tables?');
  await sees(bob, 'Who brings the tables?');
  await restFinger(bob.page, 'Who brings the tables?');
  await action(bob.page, 'Reply').tap();
  await bob.page.getByText('Replying to Olga').waitFor();
  await input(bob.page).fill('I do, with');
  await expect
    .poll(() => keptTexts(bob.page, 'draft:'))
    .toEqual([expect.stringMatching(/I do, with.*"replyTo":\{/)]);
  await bob.page.reload();
  await bob.page.getByText('Replying to Olga').waitFor();
  await bob.page.getByText('Who brings the tables?').nth(1).waitFor();
  expect(await input(bob.page).inputValue()).toBe('I do, with');
  await say(bob, 'I do, with Ann');
  await quoteIn(olga.page, 'In reply to Olga: Who brings the tables?').waitFor();
  await expect.poll(() => keptTexts(bob.page, 'draft:')).toEqual([]);

  await input(bob.page).fill('a secret');
  await expect.poll(() => keptTexts(bob.page, 'draft:')).toHaveLength(1);
  await bob.page.goto('/profile');
  await button(bob.page, 'Sign out').tap();
  await expect.poll(() => keptTexts(bob.page, 'draft:')).toEqual([]);
});

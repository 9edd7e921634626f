import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { action, button, input, meet, messageOf, openMenu, restFinger } from './harness/meeting.ts';
import { say, sees } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const newWords = (page: Page) => page.getByLabel('New words of the message');
const deletedIn = (page: Page) => page.getByRole('log').getByText('This message was deleted.');

async function confirmDeletion(page: Page): Promise<void> {
  await action(page, 'Delete').click();
  await button(page, 'Delete').click();
  await button(page, 'Delete').waitFor({ state: 'hidden' });
}

test('[CHANGE-26] [CHANGE-27] [CHANGE-29] what one edits and deletes, with a finger or a mouse, is so for everybody, also after a reload; an organiser deletes what anybody wrote', async () => {
  const { olga, bob } = await meet(stage);
  await say(bob, 'Hall tree, at noon');
  await sees(olga, 'Hall tree, at noon');
  await restFinger(bob.page, 'Hall tree, at noon');
  await action(bob.page, 'Edit').tap();
  await newWords(bob.page).fill('Hall three, at noon');
  await button(bob.page, 'Save').tap();
  for (const { page } of [olga, bob]) {
    const edited = messageOf(page, 'Hall three, at noon').getByText('edited');
    expect(await edited.getAttribute('title')).toMatch(/^Edited today at /);
  }

  await openMenu(olga.page, 'Hall three, at noon');
  await action(olga.page, 'Earlier versions').click();
  const sheet = olga.page.getByRole('dialog', { name: 'What Bob wrote' });
  const versions = sheet.getByRole('list', { name: 'Versions' }).getByRole('listitem');
  await versions.filter({ hasText: 'Hall tree' }).waitFor();
  expect(await versions.count()).toBe(2);
  await olga.page.keyboard.press('Escape');
  await restFinger(bob.page, 'Hall three, at noon');
  expect(await action(bob.page, 'Earlier versions').count()).toBe(0);
  await bob.page.keyboard.press('Escape');

  await say(bob, 'nonsense');
  await say(bob, 'rude words');
  await sees(olga, 'rude words');
  await restFinger(bob.page, 'nonsense');
  await confirmDeletion(bob.page);
  await openMenu(olga.page, 'rude words');
  await confirmDeletion(olga.page);
  for (const { page } of [olga, bob]) await expect.poll(() => deletedIn(page).count()).toBe(2);

  await say(olga, 'mine stays mine');
  await sees(bob, 'mine stays mine');
  await restFinger(bob.page, 'mine stays mine');
  expect(await bob.page.getByRole('menuitem').allTextContents()).toEqual([
    'Reply',
    'Copy text',
    'Mark as unread',
  ]);

  for (const visitor of [olga, bob]) {
    await visitor.page.reload();
    await sees(visitor, 'mine stays mine');
    expect(await deletedIn(visitor.page).count()).toBe(2);
    expect(await messageOf(visitor.page, 'Hall three').getByText('edited').count()).toBe(1);
    const log = visitor.page.getByRole('log');
    expect(await log.getByText(/nonsense|rude words|Hall tree/).count()).toBe(0);
  }
});

test('[APP-33] who is asked before something is deleted answers by the keyboard, however fast', async () => {
  const { olga } = await meet(stage);
  const { page } = olga;
  await say(olga, 'to be kept');
  const question = page.getByRole('heading', { name: 'Delete this message?' });
  for (const round of ['first', 'second']) {
    await openMenu(page, 'to be kept');
    await action(page, 'Delete').click();
    await question.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => question.count(), { message: round }).toBe(0);
  }
  await messageOf(page, 'to be kept').waitFor();
});

test('[CHANGE-27] [CHANGE-28] with a keyboard alone one comes to a message’s menu and edits; one’s draft, and offline the new words, are kept', async () => {
  const { olga, bob } = await meet(stage);
  const { page } = olga;
  const { keyboard } = page;
  await say(olga, 'first');
  await say(olga, 'second');
  await sees(bob, 'second');
  await input(page).fill('a draft');
  // Over what may be added beside words, to the messages.
  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await page.locator('[role=menuitem]:focus').waitFor();
  await keyboard.press('Escape');
  await page.locator('[aria-haspopup=menu]:focus').waitFor();
  await keyboard.press('Enter');
  await page.locator('[role=menuitem]:focus').waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await page.locator('textarea:focus').waitFor();
  expect(await newWords(page).inputValue()).toBe('first');
  await keyboard.type(' of all');
  await keyboard.press('Enter');
  await sees(bob, 'first of all');
  await input(page).waitFor();
  expect(await input(page).inputValue()).toBe('a draft');

  await input(page).fill('');
  await keyboard.press('ArrowUp');
  await newWords(page).fill('never said');
  await keyboard.press('Escape');
  await input(page).press('ArrowUp');
  expect(await newWords(page).inputValue()).toBe('second');
  await olga.context.setOffline(true);
  await page.getByText(/You are offline/).waitFor();
  await newWords(page).fill('third');
  await keyboard.press('Enter');
  await page.getByText('You are not connected right now.').waitFor();
  expect(await newWords(page).inputValue()).toBe('third');
  await olga.context.setOffline(false);
  await expect
    .poll(async () => {
      if ((await newWords(page).count()) > 0) await newWords(page).press('Enter');
      return messageOf(bob.page, 'third').count();
    })
    .toBe(1);
  expect(await messageOf(bob.page, 'never said').count()).toBe(0);
});

const chip = (page: Page, text: string, name: RegExp) =>
  messageOf(page, text).getByRole('group', { name: 'Reactions' }).getByRole('button', { name });

test('[REACT-22] [REACT-23] a reaction by menu or chip shows to everybody, one’s own marked, also after a reload; who reacted is told', async () => {
  const { olga, bob } = await meet(stage);
  const text = 'Cake in hall two';
  await say(bob, text);
  await sees(olga, text);
  await openMenu(olga.page, text);
  await button(olga.page, 'React with 🎉').click();
  await chip(olga.page, text, /^🎉, you$/).waitFor();
  await chip(bob.page, text, /^🎉, 1 person$/).tap();
  const both = /^🎉, 2 people, you among them$/;
  for (const { page } of [olga, bob]) await chip(page, text, both).waitFor();
  await restFinger(bob.page, text);
  await button(bob.page, 'React with 👍').tap();
  await chip(olga.page, text, /^👍, 1 person$/).waitFor();

  for (const { page } of [olga, bob]) {
    await page.reload();
    expect(await chip(page, text, both).getAttribute('aria-pressed')).toBe('true');
  }
  await chip(olga.page, text, /^👍/).click({ button: 'right' });
  await olga.page.getByRole('tab', { name: both }).waitFor();
  await olga.page.getByRole('tab', { name: /^👍/ }).click();
  await olga.page.getByRole('dialog').getByText('Bob').waitFor();
  await olga.page.keyboard.press('Escape');
  // On a phone the sheet's words stand as far from the edge as those of the page.
  await chip(bob.page, text, /^👍/).click({ button: 'right' });
  const words = await bob.page.getByText('Reactions', { exact: true }).boundingBox();
  expect(words?.x).toBeGreaterThanOrEqual(16);
  await bob.page.keyboard.press('Escape');
  await chip(olga.page, text, both).click();
  await chip(bob.page, text, /^🎉, you$/).tap();
  await expect.poll(() => chip(olga.page, text, /🎉/).count()).toBe(0);
  await chip(olga.page, text, /^👍, 1 person$/).waitFor();
});

test('[EMOJI-3] [EMOJI-4] [CHEER-2] any emoji can be a reaction, a shortcode becomes one while one types, and applause floats by', async () => {
  const { olga, bob } = await meet(stage);
  const { page } = olga;
  await input(page).fill('Well done ');
  await input(page).press('End');
  await page.keyboard.type(':tad');
  await page.getByRole('option', { name: ':tada:' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => input(page).inputValue()).toBe('Well done 🎉');
  await page.keyboard.type(' :rocket:');
  await expect.poll(() => input(page).inputValue()).toBe('Well done 🎉 🚀');
  await page.keyboard.press('Enter');
  await sees(bob, 'Well done 🎉 🚀');

  await restFinger(bob.page, 'Well done');
  await button(bob.page, 'React with another emoji').tap();
  await bob.page.getByLabel('Search emoji').fill('unicorn');
  await button(bob.page, 'unicorn').tap();
  await chip(page, 'Well done', /^🦄, 1 person$/).waitFor();

  await button(bob.page, 'Applause').tap();
  await button(bob.page, 'Applaud with 👏').tap();
  await page.getByText('👏', { exact: true }).waitFor();
});

/** Opens what a moderator may do about who wrote a message. */
async function moderateAuthor(page: Page, text: string): Promise<void> {
  await openMenu(page, text);
  await action(page, 'Moderate author').click();
  await button(page, 'Ban…').waitFor();
}

const gateOf = (page: Page) => page.getByRole('timer');

test('[MOD-24] an organiser at a desk appoints a moderator, who freezes the chat from a phone; slow mode counts down and keeps the draft; a mute and a ban are told at once', async () => {
  const { olga, bob } = await meet(stage);
  await say(bob, 'may I help?');
  await sees(olga, 'may I help?');
  await moderateAuthor(olga.page, 'may I help?');
  await button(olga.page, 'Make moderator').click();
  await button(bob.page, 'Moderate this chat').tap();
  await bob.page.getByRole('switch', { name: 'Freeze the chat' }).tap();
  await olga.page.getByText('Frozen: only organisers and moderators can write').waitFor();
  await bob.page.getByText('Frozen: only organisers and moderators can write').waitFor();
  await bob.page.getByRole('switch', { name: 'Freeze the chat' }).tap();
  await olga.page.getByText('Everybody can write').waitFor();
  await button(bob.page, 'Close').tap();
  await say(bob, 'that was me');

  await moderateAuthor(olga.page, 'that was me');
  await button(olga.page, 'Moderator no more').click();
  await button(bob.page, 'Moderate this chat').waitFor({ state: 'hidden' });
  await button(olga.page, 'Moderate this chat').click();
  await olga.page.getByRole('radio', { name: '5 s', exact: true }).click();
  await bob.page.getByText('Slow mode: one message every 5 s').waitFor();
  await button(olga.page, 'Close').click();
  await say(bob, 'slowly');
  await gateOf(bob.page).waitFor();
  await input(bob.page).fill('and again');
  await input(bob.page).press('Enter');
  expect(await input(bob.page).inputValue()).toBe('and again');
  await gateOf(bob.page).waitFor({ state: 'hidden' });
  await button(bob.page, 'Send').tap();
  await sees(olga, 'and again');

  await moderateAuthor(olga.page, 'and again');
  await button(olga.page, '5 min').click();
  await button(olga.page, '5 min').waitFor({ state: 'hidden' });
  await bob.page.getByText(/^You are muted. You can write again in [45]:\d\d.$/).waitFor();
  await input(bob.page).fill('but why');
  expect(await button(bob.page, 'Send').isDisabled()).toBe(true);
  await moderateAuthor(olga.page, 'and again');
  await button(olga.page, 'Ban…').click();
  await olga.page.getByLabel('Reason').fill('too slow');
  await button(olga.page, 'Ban').click();
  await bob.page.getByText('You were banned from this event by its moderators: too slow').waitFor();
  await bob.page.reload();
  await input(bob.page).waitFor({ state: 'hidden' });

  await button(olga.page, 'Moderate this chat').click();
  await button(olga.page, 'Lift').click();
  await button(olga.page, 'Lift').waitFor({ state: 'hidden' });
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { askOn, button, input, meet } from './harness/meeting.ts';
import { PHONE } from './harness/browser.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const banner = (page: Page) => page.getByRole('region', { name: 'Announcements' });
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('[ANN-21] [ANN-22] [ANN-23] an organiser announces; who is there sees it, and who comes later; the report counts them', async () => {
  const { olga, bob, eventPath } = await meet(stage);
  await olga.page.goto(eventPath);
  await button(olga.page, 'Announcements').click();
  const words = olga.page.getByLabel('New announcement');
  await words.fill('Doors open, see https://example.org/doors');
  await button(olga.page, 'Save as draft').click();
  await part(olga.page, 'Drafts').getByText('Draft by Olga').waitFor();
  expect(await banner(bob.page).count()).toBe(0);
  await part(olga.page, 'Drafts').getByRole('button', { name: 'Show now' }).click();
  await part(olga.page, 'Shown now').waitFor();
  await banner(bob.page).getByRole('link', { name: 'https://example.org/doors' }).waitFor();

  await words.fill('Lunch at noon');
  await button(olga.page, 'Show now').first().click();
  await banner(bob.page).getByText('Lunch at noon').waitFor();
  await banner(bob.page).getByText('1 of 2').waitFor();
  await button(bob.page, 'Dismiss announcement').tap();
  await banner(bob.page).getByText('Doors open').waitFor();
  await part(olga.page, 'Shown now')
    .getByText('Seen by 1 of 2 people: 1 when it came')
    .first()
    .waitFor();

  await bob.page.reload();
  await input(bob.page).waitFor();
  await banner(bob.page).getByText('Doors open').waitFor();
  expect(await banner(bob.page).getByText('Lunch at noon').count()).toBe(0);

  const lunch = part(olga.page, 'Shown now')
    .getByRole('article', { name: 'Announcement: Lunch at noon' })
    .locator('..');
  await lunch.getByRole('button', { name: 'Edit' }).click();
  await olga.page.getByLabel('Announcement', { exact: true }).fill('Lunch at one');
  await button(olga.page, 'Save changes').click();
  await banner(bob.page).getByText('Lunch at one').waitFor();
  for (const left of [1, 0]) {
    await part(olga.page, 'Shown now').getByRole('button', { name: 'End' }).first().click();
    await expect
      .poll(() => part(olga.page, 'Shown now').getByRole('button', { name: 'End' }).count())
      .toBe(left);
  }
  await banner(bob.page).waitFor({ state: 'detached' });
  await part(olga.page, 'Over').getByRole('button', { name: 'Delete' }).first().waitFor();
});

/** What is too small for a finger, or wider than the screen. */
const misfits = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll('[role=button], input, textarea, a[href]')];
    const small = controls.filter((control) => {
      const { width, height } = control.getBoundingClientRect();
      const isInText = control.matches('[role=article] a');
      return !isInText && width > 0 && (height < 44 || width < 44);
    });
    const wide = [...document.querySelectorAll('body *')].filter(
      (each) => each.getBoundingClientRect().right > innerWidth + 1,
    );
    return [...small, ...wide].map((each) => each.getAttribute('aria-label') ?? each.outerHTML);
  });

test('[ANN-14] [ANN-23] on a phone one edits where the announcement stands, is asked before one is deleted, and learns why one was not shown', async () => {
  const { olga, eventPath } = await meet(stage);
  const ask = askOn(stage);
  const at = `/api${eventPath}/announcements`;
  const write = async (content: string, fields: object = {}): Promise<string> => {
    const written = await ask(olga, at, { content, ...fields });
    return (written as unknown as { announcementId: string }).announcementId;
  };
  for (const number of [1, 2, 3, 4, 5]) {
    const id = await write(
      `Talk ${number} begins in the large hall, see https://example.org/${number}`,
    );
    await ask(olga, `${at}/${id}/showing`, {}, 'PUT');
  }
  await write('Dinner', { scheduledAt: new Date(Date.now() + 1_000).toISOString() });
  await write('Thank you all');
  const phone = await stage.browsers.visitor('Olga-phone', { viewport: PHONE, hasTouch: true });
  await phone.context.addCookies(await olga.context.cookies());
  const { page } = phone;
  await page.goto(`${eventPath}/announcements`);
  await part(page, 'Not shown').getByText('5 announcements at once').waitFor();
  expect(await misfits(page)).toEqual([]);

  await part(page, 'Not shown').getByRole('button', { name: 'Show now' }).tap();
  await part(page, 'Not shown').getByRole('alert').waitFor();
  await part(page, 'Not shown').getByRole('button', { name: 'Reschedule' }).tap();
  const form = part(page, 'Not shown');
  expect(await form.getByLabel('Show at').inputValue()).toBe('');
  expect(await form.getByRole('alert').count()).toBe(0);
  await form.getByLabel('Show at').fill('2031-01-01T18:00');
  expect(await misfits(page)).toEqual([]);
  await form.getByRole('button', { name: 'Schedule' }).tap();
  await part(page, 'Scheduled').getByText('Dinner').waitFor();
  await part(page, 'Not shown').waitFor({ state: 'detached' });

  const remove = part(page, 'Drafts').getByRole('button', { name: 'Delete' });
  await remove.tap();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await part(page, 'Drafts').getByText('Thank you all').waitFor();
  await remove.tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).tap();
  await part(page, 'Drafts').waitFor({ state: 'detached' });
});

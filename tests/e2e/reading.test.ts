import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { PHONE } from './harness/browser.ts';
import { askOn } from './harness/meeting.ts';
import { PASSWORD, say, sees } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();
const ask = askOn(stage);

/** Bob at a desk and on a phone, Olga who organises the event that he attends. */
async function setScene() {
  const olga = await stage.browsers.visitor('Olga');
  const desk = await stage.browsers.visitor('Bob');
  const phone = await stage.browsers.visitor('Bob', { viewport: PHONE, hasTouch: true });
  const bob = { name: 'Bob', email: `${randomUUID()}@example.com`, password: PASSWORD };
  const account = { name: 'Olga', email: `${randomUUID()}@example.com`, password: PASSWORD };
  await ask(olga, '/api/auth/sign-up/email', account);
  await ask(desk, '/api/auth/sign-up/email', bob);
  await ask(phone, '/api/auth/sign-in/email', bob);
  const event = { title: 'Book fair', startsAt: '2030-06-01T18:00:00Z' };
  const { id } = await ask(olga, '/api/events', event);
  await ask(desk, `/api/events/${id}/participation`, { status: 'attending' }, 'PUT');
  return { olga, desk, phone, path: `/events/${id}` };
}

const log = (page: Page) => page.getByRole('log').last();
const line = (page: Page) => log(page).getByRole('separator', { name: 'New messages' });
const card = (page: Page) => page.getByRole('link', { name: /^Book fair/ });
const title = (page: Page) => expect.poll(() => page.title(), { timeout: 10_000 });
const isSeen = (page: Page, text: string) =>
  expect.poll(() => log(page).getByText(text, { exact: true }).isVisible());

/** As where one turns to another tab, and back. */
const look = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate((next) => {
    Object.defineProperty(document, 'visibilityState', { value: next, configurable: true });
    Object.defineProperty(document, 'hidden', { value: next === 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

test('[READ-20] [READ-21] [READ-22] [READ-23] on two devices badge, list and title agree; one comes in at the first new message, and marks as unread', async () => {
  const { olga, desk, phone, path } = await setScene();
  await stage.app.tell(
    path,
    Array.from({ length: 120 }, (_, n) => `line ${n}`),
  );
  let questions = 0;
  phone.page.on('request', (request) => {
    if (request.url().endsWith('/api/unread')) questions += 1;
  });
  await phone.page.goto('/events');
  await title(phone.page).toBe('(99+) Events · Hallway');
  await card(phone.page).filter({ visible: true }).waitFor();
  expect(await card(phone.page).getAttribute('aria-label')).toContain('99+ unread messages');
  expect(questions).toBe(1);

  // Far back: at the first that is new, with what is before it.
  await desk.page.goto(`${path}/chat`);
  await line(desk.page).waitFor();
  await isSeen(desk.page, 'line 0').toBe(true);
  expect(await log(desk.page).getByText('line 119', { exact: true }).count()).toBe(0);
  await desk.page.getByRole('button', { name: 'Jump to latest' }).click();
  await isSeen(desk.page, 'line 119').toBe(true);
  await title(desk.page).toBe('Book fair · Hallway');
  await title(phone.page).toBe('Events · Hallway');
  expect(await card(phone.page).getAttribute('aria-label')).not.toContain('unread');

  // Back on the list, two more.
  await desk.page.goto('/events');
  await card(desk.page).waitFor();
  await olga.page.goto(`${path}/chat`);
  await say(olga, 'first of two');
  await say(olga, 'second of two');
  await sees(olga, 'second of two');
  await desk.page.reload();
  await title(desk.page).toBe('(2) Events · Hallway');
  await card(desk.page).click();
  await sees(desk, 'second of two');
  await line(desk.page).waitFor();
  await title(desk.page).toBe('Book fair · Hallway');
  // It stays while one reads on.
  await say(olga, 'third');
  await sees(desk, 'third');
  expect(await line(desk.page).count()).toBe(1);
  await title(desk.page).toBe('Book fair · Hallway');

  const message = log(desk.page).getByRole('article').filter({ hasText: 'second of two' });
  await message.hover();
  await message.getByRole('button', { name: 'Message actions' }).click();
  await desk.page.getByRole('menuitem', { name: 'Mark as unread' }).click();
  await title(desk.page).toBe('(2) Book fair · Hallway');
  await title(phone.page).toBe('(2) Events · Hallway');
  // What comes now is unread as well; opened anew, all of it is read.
  await say(olga, 'fourth');
  await sees(desk, 'fourth');
  await title(desk.page).toBe('(3) Book fair · Hallway');
  await phone.page.goto(`${path}/chat`);
  await line(phone.page).waitFor();
  await sees(phone, 'fourth');
  await title(phone.page).toBe('Book fair, chat · Hallway');
  await title(desk.page).toBe('Book fair · Hallway');

  // A page that is not looked at reads nothing; what comes meanwhile is new when one looks again.
  await desk.page.reload();
  await sees(desk, 'fourth');
  expect(await line(desk.page).count()).toBe(0);
  await phone.page.goto('/events');
  await look(desk.page, 'hidden');
  await stage.app.tell(
    path,
    Array.from({ length: 30 }, (_, n) => `while nobody looks ${n}`),
  );
  await sees(desk, 'while nobody looks 29');
  await title(desk.page).toBe('(30) Book fair · Hallway');
  expect(await line(desk.page).count()).toBe(0);
  await look(desk.page, 'visible');
  await title(desk.page).toBe('Book fair · Hallway');
  await desk.page.getByRole('button', { name: 'Jump to first new' }).click();
  await isSeen(desk.page, 'while nobody looks 0').toBe(true);
  await line(desk.page).waitFor();
  await desk.page.getByRole('button', { name: 'Jump to first new' }).waitFor({ state: 'hidden' });
});

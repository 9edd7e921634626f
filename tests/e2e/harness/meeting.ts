import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { PHONE } from './browser.ts';
import { PASSWORD, type Visitor } from './people.ts';
import type { Stage } from './stage.ts';

/** Asks the API of the stage's app as the page of a visitor would. */
export const askOn =
  (stage: Stage) =>
  async (
    { context }: Visitor,
    path: string,
    data: object,
    method = 'POST',
  ): Promise<{ readonly id: string }> => {
    const headers = { origin: stage.app.url };
    const reply = await context.request.fetch(path, { method, data, headers });
    expect(reply.ok(), await reply.text()).toBe(true);
    return (await reply.json()) as { readonly id: string };
  };

/** Olga, who organises an event, at a desk, and Bob, who attends it, on a phone: both in its chat. */
export async function meet(stage: Stage) {
  const ask = askOn(stage);
  const olga = await stage.browsers.visitor('Olga');
  const bob = await stage.browsers.visitor('Bob', { viewport: PHONE, hasTouch: true });
  for (const visitor of [olga, bob]) {
    const account = { name: visitor.name, email: `${randomUUID()}@example.com` };
    await ask(visitor, '/api/auth/sign-up/email', { ...account, password: PASSWORD });
  }
  const event = { title: 'Book fair', startsAt: '2030-06-01T18:00:00Z' };
  const { id } = await ask(olga, '/api/events', event);
  await ask(bob, `/api/events/${id}/participation`, { status: 'attending' }, 'PUT');
  await Promise.all([olga, bob].map(({ page }) => page.goto(`/events/${id}/chat`)));
  await Promise.all([olga, bob].map(({ page }) => input(page).waitFor()));
  return { olga, bob, eventPath: `/events/${id}` };
}

/** The first one that has these words: an answer to it shows them too. */
export const messageOf = (page: Page, text: string) =>
  page.getByRole('article').filter({ hasText: text }).first();
export const action = (page: Page, name: string) => page.getByRole('menuitem', { name });
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
export const input = (page: Page) => page.getByLabel('Message', { exact: true });

/** Until the menu is there: a finger that is lifted before that does not open it. */
export async function restFinger(page: Page, text: string): Promise<void> {
  const place = await messageOf(page, text).getByText(text).boundingBox();
  if (place === null) throw new Error(`nowhere to rest a finger: ${text}`);
  await page.touchscreen.tap(place.x + 10, place.y + 10);
  expect(await action(page, 'Copy text').count()).toBe(0);
  const session = await page.context().newCDPSession(page);
  const touchPoints = [{ x: place.x + 10, y: place.y + 10 }];
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await action(page, 'Copy text').waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** Pulls a message to the side with a finger. */
export async function swipe(page: Page, text: string, distance: number): Promise<void> {
  const place = await messageOf(page, text).getByText(text).boundingBox();
  if (place === null) throw new Error(`nothing to pull: ${text}`);
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', moved: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: place.x + 10 + moved, y: place.y + 10 }],
    });
  await touch('touchStart', 0);
  for (let moved = 10; moved <= distance; moved += 10) await touch('touchMove', moved);
  await touch('touchEnd', distance);
}

export async function openMenu(page: Page, text: string): Promise<void> {
  await messageOf(page, text).hover();
  await messageOf(page, text).getByRole('button', { name: 'Message actions' }).click();
  await action(page, 'Copy text').waitFor();
}

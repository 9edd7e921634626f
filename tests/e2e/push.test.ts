import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';

import type { PushPayload } from '../../protocol/notifications.ts';
import { EventMessage } from '../../protocol/wire.ts';
import { askOn, meet } from './harness/meeting.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

test('[PUSH-20] on a phone and on a desk one chooses what one is notified of, mutes an event, and sets quiet hours', async () => {
  const { olga, bob } = await meet(stage);
  const level = (page: Page, name: string) => page.getByRole('radio', { name });
  for (const { page } of [olga, bob]) {
    const path = new URL(page.url()).pathname.replace(/\/chat$/, '');
    await page.goto(path);
    expect(await level(page, 'Mentions and announcements').isChecked()).toBe(true);
    await level(page, 'All messages').click();
    const muted = putOn(page, ({ mutedUntil }) => mutedUntil !== null);
    await page.getByRole('button', { name: 'Mute for 1 hour' }).click();
    await muted;
    const kept = async () => {
      await page.reload();
      await level(page, 'All messages').waitFor();
      return [
        await level(page, 'All messages').isChecked(),
        await page.getByText('Muted until').count(),
      ];
    };
    expect(await kept()).toEqual([true, 1]);
    await page.getByRole('button', { name: 'Unmute' }).click();
    await page.getByRole('button', { name: 'Mute until tomorrow' }).waitFor();
  }
  const { page } = bob;
  await page.goto('/profile');
  await page.getByRole('switch', { name: 'Quiet hours' }).tap();
  await page.getByLabel('From', { exact: true }).fill('21:30');
  await page.getByLabel('Until', { exact: true }).fill('8');
  const hidden = putOn(page, ({ hidesText }) => hidesText === true);
  await page.getByRole('switch', { name: 'Hide what was written' }).tap();
  await hidden;
  const kept = async () => {
    await page.reload();
    await page.getByLabel('From', { exact: true }).waitFor();
    return [
      await page.getByLabel('From', { exact: true }).inputValue(),
      await page.getByLabel('Until', { exact: true }).inputValue(),
      await page.getByRole('switch', { name: 'Hide what was written' }).isChecked(),
    ];
  };
  expect(await kept()).toEqual(['21:30', '08:00', true]);
}, 180_000);

/** Resolves when such a change is kept: they go one after the other, and a page that closes takes with it what waits. */
const putOn = (page: Page, is: (body: Record<string, unknown>) => boolean) =>
  page.waitForResponse(
    (response) => response.request().method() === 'PUT' && is(response.request().postDataJSON()),
  );

test('[PUSH-21] a browser shows what is pushed to it, one for each event, and closes what was deleted; nothing of an event that one looks at', async () => {
  const { olga } = await meet(stage);
  const { page, context } = olga;
  await context.grantPermissions(['notifications']);
  const eventPath = new URL(page.url()).pathname;
  await page.goto('/profile');
  const push = await pusher(page);
  const show = (eventId: string, seq: number, body: string): PushPayload => ({
    is: 'show',
    eventId,
    seq,
    tag: `event:${eventId}`,
    title: 'Book fair',
    body,
  });
  await push(show('one', 1, 'Hello'));
  await push(show('two', 5, 'Another event'));
  await expect.poll(() => shown(page)).toEqual(['Another event', 'Hello']);
  await push(show('one', 2, '2 new mentions'));
  await expect.poll(() => shown(page)).toEqual(['2 new mentions', 'Another event']);
  await push({ is: 'close', eventId: 'one', seq: 1, tag: 'event:one' });
  await push({ is: 'close', eventId: 'two', seq: 5, tag: 'event:two' });
  await expect.poll(() => shown(page)).toEqual(['2 new mentions']);

  await page.goto(eventPath);
  await page.bringToFront();
  const eventId = decodeURIComponent(eventPath.split('/')[2] ?? '');
  await push(show(eventId, 9, 'You see it'));
  await push(show('three', 1, 'You do not see it'));
  await expect.poll(() => shown(page)).toEqual(['2 new mentions', 'You do not see it']);
}, 180_000);

test('[PUSH-21] a press on a notification leads to its message: in the page of the event that is open, with what is typed there, or in a new one', async () => {
  const { olga, eventPath } = await meet(stage);
  const { page, context } = olga;
  const ask = askOn(stage);
  const eventId = decodeURIComponent(eventPath.split('/')[2] ?? '');
  await context.grantPermissions(['notifications']);
  const { id, seq } = await said(
    ask(olga, `/api/events/${eventId}/messages`, { content: 'Find me' }),
  );
  await stage.app.tell(
    eventPath,
    Array.from({ length: 200 }, (_, n) => `line ${n}`),
  );
  await ask(olga, `/api/events/${eventId}/reading`, { seq: seq + 200 }, 'PUT');
  const of = { is: 'show', eventId, seq, messageId: id, tag: `event:${eventId}` } as const;
  const isFound = () => page.getByRole('log').last().getByText('Find me').isVisible();

  await page.goto('/profile');
  const push = await pusher(page);
  await push({ ...of, title: 'Book fair', body: 'Find me' });
  await expect.poll(() => shown(page)).toEqual(['Find me']);
  await page.goto(`${eventPath}/chat`);
  await page.getByText('line 199', { exact: true }).waitFor();
  await page.getByLabel('Message', { exact: true }).fill('half a thought');
  expect(await isFound()).toBe(false);
  await press(context);
  await expect.poll(isFound, { timeout: 20_000 }).toBe(true);
  expect(await page.getByLabel('Message', { exact: true }).inputValue()).toBe('half a thought');
  expect(await shown(page)).toEqual([]);

  await page.goto('/profile');
  await push({ ...of, title: 'Book fair', body: 'Find me' });
  await expect.poll(() => shown(page)).toEqual(['Find me']);
  const address = await press(context);
  await page.goto(address ?? '/');
  await expect.poll(isFound, { timeout: 20_000 }).toBe(true);
}, 180_000);

const said = async (answer: Promise<object>) =>
  EventMessage.required()
    .pick({ id: true, seq: true })
    .parse(await answer);

/**
 * Presses what is shown, as far as a program may: the worker is told of it as the browser tells it, but opens no window, which
 * takes a finger. @returns what it would have opened.
 */
async function press(context: BrowserContext): Promise<string | null> {
  const worker = context.serviceWorkers()[0];
  if (worker === undefined) throw new Error('no worker runs');
  return worker.evaluate(PRESS);
}

/** In the worker's own words: its globals are not those of a page. */
const PRESS = `(async () => {
  let opened = null;
  self.clients.openWindow = async (path) => { opened = path; return null; };
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  for (let left = 20; opened === null && left > 0; left -= 1) await new Promise((next) => setTimeout(next, 50));
  return opened;
})()`;

const shown = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ body }) => body).toSorted();
  });

/** Registers the worker, and delivers to it as the browser does what a push service brings: by its own tools. */
async function pusher(page: Page): Promise<(payload: PushPayload) => Promise<void>> {
  const tools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) resolve(first.registrationId);
    });
  });
  await tools.send('ServiceWorker.enable');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/push-worker.js');
    await navigator.serviceWorker.ready;
  });
  const registrationId = await registered;
  const { origin } = new URL(page.url());
  return async (payload) => {
    const data = JSON.stringify(payload);
    await tools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  };
}

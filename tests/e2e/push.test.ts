import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import type { PushPayload } from '../../protocol/notifications.ts';
import { meet } from './harness/meeting.ts';
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
    await page.getByRole('button', { name: 'Mute for 1 hour' }).click();
    const kept = async () => {
      await page.reload();
      await level(page, 'All messages').waitFor();
      return [
        await level(page, 'All messages').isChecked(),
        await page.getByText('Muted until').count(),
      ];
    };
    await expect.poll(kept, { timeout: 20_000 }).toEqual([true, 1]);
    await page.getByRole('button', { name: 'Unmute' }).click();
    await page.getByRole('button', { name: 'Mute until tomorrow' }).waitFor();
  }
  const { page } = bob;
  await page.goto('/profile');
  await page.getByRole('switch', { name: 'Quiet hours' }).tap();
  await page.getByLabel('From', { exact: true }).fill('21:30');
  await page.getByLabel('Until', { exact: true }).fill('8');
  await page.getByRole('switch', { name: 'Hide what was written' }).tap();
  const kept = async () => {
    await page.reload();
    await page.getByLabel('From', { exact: true }).waitFor();
    return [
      await page.getByLabel('From', { exact: true }).inputValue(),
      await page.getByLabel('Until', { exact: true }).inputValue(),
      await page.getByRole('switch', { name: 'Hide what was written' }).isChecked(),
    ];
  };
  await expect.poll(kept, { timeout: 20_000 }).toEqual(['21:30', '08:00', true]);
}, 180_000);

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

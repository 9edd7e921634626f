import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { PHONE } from './harness/browser.ts';
import {
  attend,
  createEvent,
  enterAsGuest,
  PASSWORD,
  hasInOrder,
  say,
  sees,
  signIn,
  signUp,
  type Visitor,
} from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const newEmail = () => `${randomUUID()}@example.com`;

/** Two people in two browsers, in the chat of an event that the first created. */
async function meet() {
  const alice = await stage.browsers.visitor('Alice');
  const bob = await stage.browsers.visitor('Bob');
  const aliceEmail = newEmail();
  await signUp(alice, aliceEmail);
  const eventPath = await createEvent(alice, `Winter meetup ${randomUUID().slice(0, 8)}`);
  await signUp(bob, newEmail());
  await attend(bob, eventPath);
  return { alice, bob, eventPath, aliceEmail };
}

test('[APP-20] two people sign up, meet in an event and talk both ways; a reload keeps it all', async () => {
  const { alice, bob } = await meet();
  await alice.page.getByText('2 attending').first().waitFor();

  await say(bob, 'Hello from Bob');
  await sees(alice, 'Hello from Bob');
  await say(alice, 'Hello from Alice 👋');
  await sees(bob, 'Hello from Alice 👋');

  await bob.page.reload();
  await sees(bob, 'Hello from Alice 👋');
  const said = ['Hello from Bob', 'Hello from Alice 👋'];
  await hasInOrder(bob, said);
});

test('[APP-21] typing is seen by the other, not by oneself, and goes away', async () => {
  const { alice, bob } = await meet();
  await bob.page.getByLabel('Message', { exact: true }).pressSequentially('Hm');
  const line = alice.page.getByText('Bob is typing…');
  await line.waitFor();
  expect(await bob.page.getByText('is typing').count()).toBe(0);
  await line.waitFor({ state: 'hidden', timeout: 10_000 });
});

test('[APP-22] who comes and goes is counted live', async () => {
  const { alice, bob } = await meet();
  await alice.page.getByText('2 attending').first().waitFor();
  await bob.page.getByRole('button', { name: 'Interested' }).first().click();
  await alice.page.getByText('1 attending · 1 interested').first().waitFor();
  await bob.page.getByRole('button', { name: 'Interested' }).first().click();
  await alice.page.getByText('1 attending · 1 here now').first().waitFor();
});

test('[APP-23] the socket server stops and starts again while both pages stay open, and they talk on', async () => {
  const { alice, bob } = await meet();
  await say(alice, 'before');
  await sees(bob, 'before');

  await stage.app.stopSockets();
  await alice.page
    .getByText(/Reconnecting|Can't reach the chat/)
    .first()
    .waitFor();
  await say(alice, 'written while it is away');
  await alice.page.getByText('Waiting for the connection').waitFor();
  await stage.app.startSockets();

  await sees(bob, 'written while it is away', 45_000);
  await say(bob, 'and on we go');
  await sees(alice, 'and on we go', 45_000);
  const said = ['before', 'written while it is away', 'and on we go'];
  for (const person of [alice, bob]) await hasInOrder(person, said);
});

test('[APP-24] a guest enters on a phone with a name only, talks, and keeps everything as a full account', async () => {
  const alice = await stage.browsers.visitor('Alice');
  await signUp(alice, newEmail());
  const eventPath = await createEvent(alice, `Open air ${randomUUID().slice(0, 8)}`);

  const zoe = await stage.browsers.visitor('Zoe', { viewport: PHONE });
  await enterAsGuest(zoe, eventPath);
  await zoe.page.getByRole('button', { name: 'Attending' }).first().click();
  await zoe.page.getByRole('button', { name: 'Open chat' }).click();
  await say(zoe, 'Hi, I am only passing by');
  await sees(alice, 'Hi, I am only passing by');

  const email = newEmail();
  await zoe.page.goto('/profile');
  await zoe.page.getByLabel('E-mail').fill(email);
  await zoe.page.getByLabel('Password').fill(PASSWORD);
  await zoe.page.getByRole('button', { name: /full account|Create account/ }).click();
  await zoe.page.getByText(email).first().waitFor();
  const again = await stage.browsers.visitor('Zoe');
  await signIn(again, email);
  await again.page.goto(eventPath);
  await sees(again, 'Hi, I am only passing by');
});

test('[APP-25] an organiser switches the filter on; a refused message says why and stays', async () => {
  const { alice, bob, eventPath } = await meet();
  await alice.page.goto(`${eventPath}/edit`);
  await alice.page.getByRole('switch', { name: 'Filter messages' }).click();
  await alice.page.getByLabel('More words to refuse').fill('spoiler');
  await alice.page.getByRole('button', { name: /Save/ }).click();
  await alice.page.getByLabel('Message', { exact: true }).waitFor();

  await say(bob, 'a big SPOILER for you');
  await bob.page
    .getByText(/words that this event doesn't allow/)
    .first()
    .waitFor();
  await sees(bob, 'a big SPOILER for you');
  expect(await alice.page.getByText('a big SPOILER for you').count()).toBe(0);
});

test('[APP-26] signing out everywhere on one device ends the other within seconds', async () => {
  const { alice, aliceEmail } = await meet();
  const second = await stage.browsers.visitor('Alice on her phone', { viewport: PHONE });
  await signIn(second, aliceEmail);
  await second.page.goto('/profile');
  await second.page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await second.page.getByRole('button', { name: 'Sign out of all' }).click();
  await alice.page.getByRole('button', { name: 'Continue as guest' }).waitFor({ timeout: 10_000 });
});

test('[APP-27] somebody with a keyboard alone signs up, attends and sends a message', async () => {
  const host = await stage.browsers.visitor('Host');
  await signUp(host, newEmail());
  const eventPath = await createEvent(host, `Quiet room ${randomUUID().slice(0, 8)}`);
  const kim = await stage.browsers.visitor('Kim');
  await signUp(kim, newEmail());
  await kim.page.goto(eventPath);
  const attending = kim.page.getByRole('button', { name: 'Attending' }).first();
  await attending.waitFor();
  await tabTo(kim.page, 'Attending');
  await kim.page.keyboard.press('Enter');
  await kim.page.getByLabel('Message', { exact: true }).waitFor();
  await tabTo(kim.page, 'Message');
  await kim.page.keyboard.type('No mouse needed');
  await kim.page.keyboard.press('Enter');
  await sees(host, 'No mouse needed');
});

test('[CLIENT-41] a chat that grows for long keeps its end in view, and a reader their place', async () => {
  const alice = await stage.browsers.visitor('Alice');
  await signUp(alice, newEmail());
  const eventPath = await createEvent(alice, `Festival ${randomUUID().slice(0, 8)}`);
  const told = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => `text ${first + index}`);
  const tell = async (first: number, last: number) => {
    await stage.app.tell(eventPath, told(first, last));
    await sees(alice, `text ${last}`, 60_000);
  };
  await tell(1, 990);
  await alice.page.getByRole('log').hover();
  await alice.page.mouse.wheel(0, -4_000);
  await alice.page.getByRole('button', { name: 'Jump to latest' }).waitFor();
  const place = await settledPlace(alice);
  await stage.app.tell(eventPath, told(991, 1_020));
  const jump = alice.page.getByRole('button', { name: '30 new messages' });
  await jump.waitFor();
  expect(await settledPlace(alice)).toEqual(place);
  const { height } = await viewOf(alice);

  await jump.click();
  const soon = { timeout: 20_000 };
  await expect.poll(async () => (await viewOf(alice)).height, soon).toBeLessThan(height * 0.6);
  await tell(1_021, 1_022);
  await expect.poll(async () => (await viewOf(alice)).belowPx, soon).toBeLessThan(5);
});

/** How much there is to scroll, and how much of it is below what is seen. */
const viewOf = ({ page }: Visitor) =>
  page.getByRole('log').evaluate((log) => {
    const all = [...log.querySelectorAll('*')];
    const list = all.find(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 100);
    if (list === undefined) throw new Error('nothing to scroll');
    const { scrollHeight, scrollTop, clientHeight } = list;
    return { height: scrollHeight, belowPx: scrollHeight - scrollTop - clientHeight };
  });

/** The first message that is wholly seen, and how far down; once that does not change any more. */
async function settledPlace({ page }: Visitor) {
  const read = () =>
    page.getByRole('log').evaluate((log) => {
      const { top } = log.getBoundingClientRect();
      const seen = [...log.querySelectorAll('[role=article]')]
        .map((row) => ({ text: row.textContent, top: row.getBoundingClientRect().top - top }))
        .filter((row) => row.top >= 0)
        .toSorted((one, other) => one.top - other.top);
      return { text: seen[0]?.text, top: Math.round(seen[0]?.top ?? 0) };
    });
  let before = await read();
  await expect
    .poll(
      async () => {
        const now = await read();
        const isSame = now.text === before.text && now.top === before.top;
        before = now;
        return isSame;
      },
      { interval: 300, timeout: 20_000 },
    )
    .toBe(true);
  return before;
}

/** Presses Tab until the thing with this label has the focus. */
async function tabTo(page: Page, label: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (focused === label) return;
  }
  throw new Error(`Tab never came to "${label}"`);
}

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';

import { PHONE } from './harness/browser.ts';
import { createEvent, hasInOrder, say, sees, signUp, storedMessages } from './harness/people.ts';
import type { Visitor } from './harness/people.ts';
import { setStage } from './harness/stage.ts';

const stage = setStage();

const newEmail = () => `${randomUUID()}@example.com`;

/** Alice on a desktop and Bob on a phone, in the chat of one event. */
async function meet() {
  const alice = await stage.browsers.visitor('Alice');
  const bob = await stage.browsers.visitor('Bob', { viewport: PHONE });
  await signUp(alice, newEmail());
  const eventPath = await createEvent(alice, `Harbour walk ${randomUUID().slice(0, 8)}`);
  await signUp(bob, newEmail());
  await bob.page.goto(eventPath);
  await bob.page.getByRole('button', { name: 'Attending' }).first().click();
  await bob.page.getByRole('button', { name: 'Open chat' }).click();
  await bob.page.getByLabel('Message', { exact: true }).waitFor();
  await say(alice, 'hello');
  await sees(bob, 'hello');
  return { alice, bob, eventPath };
}

/** Messages that are shown as not sent yet. */
const waitingOf = ({ page }: Visitor) =>
  page.getByRole('article', { name: /not sent yet/ }).count();

/** Everybody is shown what the server has, in its order, each once, and nothing waits. */
async function agree(visitors: readonly Visitor[], eventPath: string, count: number) {
  const [first] = visitors;
  if (first === undefined) throw new Error('nobody is there');
  await expect
    .poll(() => storedMessages(first, eventPath), { timeout: 45_000 })
    .toHaveLength(count);
  const stored = await storedMessages(first, eventPath);
  expect(new Set(stored).size).toBe(stored.length);
  for (const visitor of visitors) {
    await sees(visitor, stored.at(-1) ?? '', 45_000);
    await hasInOrder(visitor, stored);
    await expect.poll(() => waitingOf(visitor), { timeout: 20_000 }).toBe(0);
  }
  return stored;
}

const startingWith = (texts: readonly string[], start: string) =>
  texts.filter((text) => text.startsWith(start));

const look = ({ page, name }: Visitor, what: string) =>
  page.screenshot({ path: `tests/e2e/.out/${what}-${name}.png` });

test('[APP-28] in airplane mode one sees that one is offline and writes on; back again, both have the same messages in one order', async () => {
  const { alice, bob, eventPath } = await meet();
  await bob.context.setOffline(true);
  await bob.page.getByText(/You are offline/).waitFor();
  for (const number of [1, 2, 3]) {
    await say(bob, `bob ${number}`);
    await say(alice, `alice ${number}`);
  }
  await expect.poll(() => waitingOf(bob)).toBe(3);
  expect(await bob.page.getByRole('log').getByText('alice 1').count()).toBe(0);
  await look(bob, 'airplane');
  await bob.context.setOffline(false);
  const stored = await agree([alice, bob], eventPath, 7);
  expect(startingWith(stored, 'bob')).toEqual(['bob 1', 'bob 2', 'bob 3']);
});

test('[APP-29] what was written offline goes out once when the app is opened again after it was closed', async () => {
  const { alice, bob, eventPath } = await meet();
  await bob.context.setOffline(true);
  await bob.page.getByText(/You are offline/).waitFor();
  for (const number of [1, 2, 3]) await say(bob, `bob ${number}`);
  await expect.poll(() => waitingOf(bob)).toBe(3);
  await bob.page.close();
  await say(alice, 'alice meanwhile');
  await expect.poll(() => storedMessages(alice, eventPath)).toContain('alice meanwhile');
  await bob.context.setOffline(false);

  // The list of events: the room itself is not opened.
  const page = await bob.context.newPage();
  await page.goto('/');
  await sees(alice, 'bob 3', 45_000);
  const again = { ...bob, page };
  await page.goto(`${eventPath}/chat`);
  const stored = await agree([alice, again], eventPath, 5);
  expect(stored).toEqual(['hello', 'alice meanwhile', 'bob 1', 'bob 2', 'bob 3']);
});

test('[APP-30] the socket server is killed in mid-send; when it is back, everything stands once, in one order', async () => {
  const { alice, bob, eventPath } = await meet();
  const writing = (async () => {
    for (let number = 1; number <= 5; number += 1) {
      await say(alice, `alice ${number}`);
      await say(bob, `bob ${number}`);
    }
  })();
  await sees(alice, 'bob 1');
  await stage.app.killSockets();
  await writing;
  await look(alice, 'killed');
  await look(bob, 'killed');
  await stage.app.startSockets();
  const stored = await agree([alice, bob], eventPath, 11);
  for (const name of ['alice', 'bob']) {
    const own = Array.from({ length: 5 }, (_, index) => `${name} ${index + 1}`);
    expect(startingWith(stored, name)).toEqual(own);
  }
});

test('[APP-31] two tabs of one person show what waits in both, and send it once', async () => {
  const { alice, bob, eventPath } = await meet();
  const tab: Visitor = { ...alice, page: await alice.context.newPage() };
  await tab.page.goto(eventPath);
  await sees(tab, 'hello');
  await alice.context.setOffline(true);
  await tab.page.getByText(/You are offline/).waitFor();
  await say(tab, 'from the second tab');
  await sees(alice, 'from the second tab');
  await say(alice, 'from the first tab');
  await sees(tab, 'from the first tab');
  await look(alice, 'tabs');
  await tab.page.close();
  await alice.context.setOffline(false);
  const stored = await agree([alice, bob], eventPath, 3);
  expect(stored).toEqual(['hello', 'from the second tab', 'from the first tab']);
});

test('[APP-32] where the browser keeps nothing, a message that waits comes with the warning that it is lost with the page', async () => {
  const { eventPath } = await meet();
  const zoe = await stage.browsers.visitor('Zoe', { viewport: PHONE });
  await zoe.context.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined });
    Storage.prototype.setItem = () => {
      throw new Error('blocked');
    };
  });
  await signUp(zoe, newEmail());
  await zoe.page.goto(eventPath);
  await zoe.page.getByRole('button', { name: 'Attending' }).first().click();
  await zoe.page.getByRole('button', { name: 'Open chat' }).click();
  await say(zoe, 'hello from nowhere');
  await expect.poll(() => storedMessages(zoe, eventPath)).toContain('hello from nowhere');
  await expect.poll(() => waitingOf(zoe)).toBe(0);
  const warning = zoe.page.getByText(/Nothing can be kept on this device/);
  expect(await warning.count()).toBe(0);
  await zoe.context.setOffline(true);
  await say(zoe, 'never seen');
  await warning.waitFor();
  await look(zoe, 'not-kept');
});

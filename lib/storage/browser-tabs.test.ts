import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';

import { createScriptedChat } from '../../tests/harness/scripted-chat.ts';
import { eventually, isLive, lines, openApp } from '../../tests/harness/scripted-room.ts';
import { createBrowserTabs } from './browser-tabs.ts';
import type { TabBrowser } from './browser-tabs.ts';
import { createKeptStorage } from './kept-storage.ts';
import { createMemoryStorage } from './storage.ts';

/** A page that a test brings to the front. */
function createPage() {
  const page = new EventTarget();
  return {
    page: Object.assign(page, { visibilityState: 'visible' }) as unknown as Document,
    comeToFront: () => void page.dispatchEvent(new Event('visibilitychange')),
  };
}

/** Alice's tabs in one browser, with one storage, locks and channels of Node. */
async function openBrowser({ locks = true } = {}) {
  const chat = createScriptedChat();
  const server = await chat.start();
  onTestFinished(() => chat.stop());
  const device = createMemoryStorage();
  const ownUserId = `alice-${randomUUID()}`;
  const openTab = ({ page }: Pick<TabBrowser, 'page'> = {}) => {
    const browser = {
      ...(locks && { locks: navigator.locks }),
      BroadcastChannel,
      ...(page && { page }),
    };
    const tabs = createBrowserTabs(browser, ownUserId);
    const storage = createKeptStorage(async () => device);
    return { tabs, ...openApp(server, chat, { storage, tabs, ownUserId }) };
  };
  const outbox = () => device.keys('outbox/');
  return { chat, openTab, outbox };
}

test('[CLIENT-40] what two tabs write is shown as pending in both, and sent once, in the order of writing, by one of them', async () => {
  const { chat, openTab, outbox } = await openBrowser();
  const [first, second] = [openTab(), openTab()];
  await eventually(() => expect(first.tabs.isSender.getSnapshot()).toBe(true));
  const [one, other] = [first.rooms.get('e1'), second.rooms.get('e1')];
  first.client.disconnect();
  second.client.disconnect();
  one.send('from the first');
  await eventually(() => expect(lines(other)).toEqual(['pending: from the first']));
  other.send('from the second');
  const both = ['pending: from the first', 'pending: from the second'];
  await eventually(() => expect([lines(one), lines(other)]).toEqual([both, both]));

  second.client.connect();
  await eventually(() => expect(second.client.getSnapshot().status).toBe('connected'));
  expect(chat.sends).toEqual([]);
  first.client.connect();
  await eventually(() => expect(chat.sends).toEqual(['from the first', 'from the second']));
  const sent = ['from the first', 'from the second'];
  await eventually(() => expect([lines(one), lines(other)]).toEqual([sent, sent]));
  await eventually(async () => expect(await outbox()).toEqual([]));
});

test('[CLIENT-40] when the tab that sends is closed in mid-send, another one sends it, and it is posted once', async () => {
  const { chat, openTab, outbox } = await openBrowser();
  const first = openTab();
  await eventually(() => expect(first.tabs.isSender.getSnapshot()).toBe(true));
  const second = openTab();
  const other = second.rooms.get('e1');
  other.open();
  await isLive(other);
  chat.loseAnswerTo('send-message');
  first.rooms.get('e1').send('hello');
  await eventually(() => expect(chat.log).toHaveLength(1));
  chat.refuseWith(() => null);
  first.kill();
  await eventually(() => expect(second.tabs.isSender.getSnapshot()).toBe(true));
  await eventually(() => expect(lines(other)).toEqual(['hello']));
  await eventually(async () => expect(await outbox()).toEqual([]));
  expect(chat.log).toHaveLength(1);
});

test('[CLIENT-40] the tab that comes to the front takes the turn from a hidden one, again and again', async () => {
  const { chat, openTab } = await openBrowser();
  const [left, right] = [createPage(), createPage()];
  const first = openTab(left);
  await eventually(() => expect(first.tabs.isSender.getSnapshot()).toBe(true));
  const second = openTab(right);
  for (const [front, tab, back] of [
    [right, second, first],
    [left, first, second],
    [right, second, first],
  ] as const) {
    front.comeToFront();
    await eventually(() => expect(tab.tabs.isSender.getSnapshot()).toBe(true));
    await eventually(() => expect(back.tabs.isSender.getSnapshot()).toBe(false));
  }
  // A frozen tab: it has a connection, and does nothing with it.
  first.client.disconnect();
  second.rooms.get('e1').send('hello');
  await eventually(() => expect(chat.sends).toEqual(['hello']));
});

test('[CLIENT-40] a discarded message is gone in all tabs, and what another tab says is checked', async () => {
  const { openTab, outbox } = await openBrowser();
  const [first, second] = [openTab(), openTab()];
  first.client.disconnect();
  second.client.disconnect();
  const sent = first.rooms.get('e1').send('hello');
  await eventually(() => expect(lines(second.rooms.get('e1'))).toEqual(['pending: hello']));
  first.tabs.tell({ type: 'kept', entry: { content: 7 } });
  if (sent.ok) first.rooms.get('e1').discard(sent.value.clientMessageId);
  await eventually(() => expect(lines(second.rooms.get('e1'))).toEqual([]));
  await eventually(async () => expect(await outbox()).toEqual([]));
});

test('[CLIENT-40] without locks the ids alone keep a message from being posted twice', async () => {
  const { chat, openTab, outbox } = await openBrowser({ locks: false });
  const [first, second] = [openTab(), openTab()];
  const [one, other] = [first.rooms.get('e1'), second.rooms.get('e1')];
  one.open();
  other.open();
  await isLive(one);
  await isLive(other);
  for (const text of ['a', 'b', 'c']) one.send(text);
  await eventually(() =>
    expect([lines(one), lines(other)]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]),
  );
  await eventually(async () => expect(await outbox()).toEqual([]));
  expect(chat.log).toHaveLength(3);
});

import { createStore } from '../store.ts';
import type { Store } from '../store.ts';
import { createNoTabs } from './tabs.ts';
import type { Tabs } from './tabs.ts';

/** What of a browser is used here. */
export interface TabBrowser {
  readonly locks?: Pick<LockManager, 'request'> | undefined;
  readonly BroadcastChannel?: typeof BroadcastChannel | undefined;
  /** The page, whose visibility says which tab somebody uses. */
  readonly page?: Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>;
}

/**
 * The tabs of one person in this browser. The turn to send goes to the first tab, to another one
 * when that is closed, and to the one that somebody looks at, since hidden tabs may be frozen.
 * Without locks every tab sends: the ids of the messages make that harmless.
 */
export function createBrowserTabs(browser: TabBrowser, userId: string): Tabs {
  const { BroadcastChannel: Channel } = browser;
  if (Channel === undefined) return createNoTabs();
  const name = `hallway/${userId}`;
  const listeners = new Set<(value: unknown) => void>();
  const isSender = createStore(browser.locks === undefined);
  let channel: BroadcastChannel | null = null;
  let leave = (): void => undefined;

  return {
    isSender,
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    tell: (value) => channel?.postMessage(value),
    onTold(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      channel = new Channel(name);
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        for (const listener of listeners) listener(data);
      });
      leave = takeTurns(browser, name, isSender);
    },
    dispose() {
      leave();
      channel?.close();
      channel = null;
    },
  };
}

/** Waits for the turn, and takes it when the page comes to the front, until the returned function is called. */
function takeTurns(
  { locks, page }: TabBrowser,
  name: string,
  isSender: Store<boolean>,
): () => void {
  if (locks === undefined) return () => undefined;
  let isOver = false;
  let release = (): void => undefined;

  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      if (isOver) return resolve();
      release = resolve;
      isSender.set(true);
    });
  let queued = new AbortController();
  const wait = (): void => {
    const mine = (queued = new AbortController());
    locks.request(name, { signal: mine.signal }, hold).catch(() => mine.signal.aborted || lost());
  };
  const lost = (): void => {
    isSender.set(false);
    if (!isOver) wait();
  };
  const isInFront = () => page?.visibilityState === 'visible';
  const take = (): void => {
    queued.abort();
    locks.request(name, { steal: true }, hold).catch(lost);
  };
  const comeToFront = (): void => {
    if (isInFront() && !isSender.getSnapshot()) take();
  };
  if (isInFront()) take();
  else wait();
  page?.addEventListener('visibilitychange', comeToFront);
  return () => {
    isOver = true;
    page?.removeEventListener('visibilitychange', comeToFront);
    queued.abort();
    isSender.set(false);
    release();
  };
}

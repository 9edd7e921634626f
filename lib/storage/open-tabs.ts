import { createBrowserTabs } from './browser-tabs.ts';
import type { Tabs } from './tabs.ts';

/** The tabs of this browser in which the person uses the app. */
export const openTabs = (userId: string): Tabs =>
  createBrowserTabs(
    {
      locks: globalThis.navigator?.locks,
      BroadcastChannel: globalThis.BroadcastChannel,
      page: globalThis.document,
    },
    userId,
  );

import { createNoTabs } from './tabs.ts';
import type { Tabs } from './tabs.ts';

/** An app on a phone has no tabs. */
export const openTabs = (_userId: string): Tabs => createNoTabs();

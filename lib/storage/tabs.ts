import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';

/** The other tabs of the browser in which the same person uses the app; there may be none. */
export interface Tabs {
  /** Tells the other tabs; `value` must survive a structured clone. */
  readonly tell: (value: object) => void;
  readonly onTold: (listener: (value: unknown) => void) => () => void;
  /** Whether this is the tab that sends: one at a time, wherever the browser has locks. */
  readonly isSender: ReadonlyStore<boolean>;
  /** Nothing is told or heard, and no turn taken, before. */
  readonly start: () => void;
  readonly dispose: () => void;
}

/** For an app that has no tabs. */
export const createNoTabs = (): Tabs => ({
  tell: () => undefined,
  onTold: () => () => undefined,
  isSender: createStore(true),
  start: () => undefined,
  dispose: () => undefined,
});

import { z } from 'zod';

import type { KeptStorage } from './storage/kept-storage.ts';
import { createKeptValue } from './storage/kept-value.ts';
import type { KeptValue } from './storage/kept-value.ts';

/** Events of which it is known; the ones that were touched longest ago go. */
const EVENTS_MAX = 50;
const KEY = 'hidden-pins';

/** Ids of the messages by event, the event that was touched last at the end. */
const Hidden = z.array(z.tuple([z.string(), z.array(z.string()).readonly()]).readonly()).readonly();
type Hidden = z.output<typeof Hidden>;

const NONE: Hidden = [];

/** Pinned messages that somebody does not want to see above the chat, on this device. */
export interface HiddenPins extends Omit<KeptValue<Hidden>, 'keep'> {
  readonly hide: (eventId: string, messageIds: readonly string[]) => void;
  readonly show: (eventId: string) => void;
  /** Told what is pinned now. Another pin ends it for all of them; so does one that comes anew after it had gone. */
  readonly follow: (eventId: string, messageIds: readonly string[]) => void;
}

/** Whether all of these are hidden: one that is not shows them all. */
export function areHidden(
  hidden: Hidden,
  { eventId, messageIds }: { readonly eventId: string; readonly messageIds: readonly string[] },
): boolean {
  const ids = idsIn(hidden, eventId);
  return messageIds.every((id) => ids.includes(id));
}

const idsIn = (hidden: Hidden, eventId: string): readonly string[] =>
  hidden.find(([id]) => id === eventId)?.[1] ?? [];

/** What was kept is there a moment later; what is done before that counts more. */
export function createHiddenPins(storage: KeptStorage): HiddenPins {
  const { keep, ...kept } = createKeptValue<Hidden>(storage, {
    key: KEY,
    schema: Hidden,
    none: NONE,
  });
  const write = (eventId: string, messageIds: readonly string[]): void => {
    const others = kept.getSnapshot().filter(([id]) => id !== eventId);
    const own = messageIds.length === 0 ? [] : [[eventId, messageIds] as const];
    keep([...others, ...own].slice(-EVENTS_MAX));
  };
  return {
    ...kept,
    hide: write,
    show: (eventId) => write(eventId, []),
    follow(eventId, messageIds) {
      const hidden = kept.getSnapshot();
      const ids = idsIn(hidden, eventId);
      const left = areHidden(hidden, { eventId, messageIds }) ? messageIds : [];
      if (left.length < ids.length) write(eventId, left);
    },
  };
}

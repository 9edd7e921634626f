import { z } from 'zod';

import type { KeptStorage } from './storage/kept-storage.ts';
import { createKeptValue } from './storage/kept-value.ts';
import type { KeptValue } from './storage/kept-value.ts';

const KEY = 'dismissed-announcements';
/** More than all events of a year show; the oldest go. */
const DISMISSED_MAX = 100;

const Dismissed = z.array(z.string()).readonly();
type Dismissed = z.output<typeof Dismissed>;

const NONE: Dismissed = [];

/** The words of an announcement: with other words it is to be seen again. */
interface Words {
  readonly announcementId: string;
  readonly seq: number;
}

const keyOf = ({ announcementId, seq }: Words): string => `${announcementId}:${seq}`;

/** Announcements that somebody has read and does not want to see any more, on this device. */
export interface DismissedAnnouncements extends Omit<KeptValue<Dismissed>, 'keep'> {
  readonly dismiss: (words: Words) => void;
}

export const isDismissed = (dismissed: Dismissed, words: Words): boolean =>
  dismissed.includes(keyOf(words));

/** What was kept is there a moment later; what is dismissed before that counts as well. */
export function createDismissedAnnouncements(storage: KeptStorage): DismissedAnnouncements {
  const { keep, ...kept } = createKeptValue<Dismissed>(storage, {
    key: KEY,
    schema: Dismissed,
    none: NONE,
    merge: (before, now) => [...before, ...now].slice(-DISMISSED_MAX),
  });
  return {
    ...kept,
    dismiss(words) {
      const others = kept.getSnapshot().filter((key) => key !== keyOf(words));
      keep([...others, keyOf(words)].slice(-DISMISSED_MAX));
    },
  };
}

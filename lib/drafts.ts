import { z } from 'zod';

import { Mention, ReplyTo } from '../protocol/wire.ts';
import type { KeptStorage } from './storage/kept-storage.ts';
import { createKeptValue } from './storage/kept-value.ts';
import type { KeptValue } from './storage/kept-value.ts';
import type { ReadonlyStore } from './store.ts';

const PREFIX = 'draft:';

const Draft = z
  .object({
    text: z.string(),
    /** Whom names in it are of, where they were taken from a list; the last one first. */
    picks: z.array(Mention).readonly(),
    /** What it answers. */
    replyTo: ReplyTo.nullable(),
  })
  .readonly();
/** What somebody has begun to write to an event, and not sent. */
export type Draft = z.output<typeof Draft>;

const NONE: Draft = { text: '', picks: [], replyTo: null };

const isEmpty = ({ text, replyTo }: Draft): boolean => text === '' && replyTo === null;

const isSame = (one: Draft, other: Draft): boolean =>
  one.text === other.text && one.picks === other.picks && one.replyTo === other.replyTo;

/** One person's draft for one event: the same one for whoever asks. */
export interface KeptDraft extends ReadonlyStore<Draft> {
  /** What is left out stays. Without words it mentions nobody. */
  readonly change: (change: Partial<Draft>) => void;
}

export interface Drafts {
  /** What was kept is there a moment later; what is written before that counts more. */
  readonly of: (userId: string, eventId: string) => KeptDraft;
  /** For the sign-out: nothing that anybody has begun stays on this device. */
  readonly forget: () => void;
}

/** Drafts outlive the app on this device, with what they answer and whom they mention; nobody sees another person's. */
export function createDrafts(storage: KeptStorage): Drafts {
  const open = new Map<string, { readonly kept: KeptValue<Draft>; readonly draft: KeptDraft }>();
  const openAt = (key: string) => {
    const kept = createKeptValue<Draft>(storage, { key, schema: Draft, none: NONE, merge });
    const { subscribe, getSnapshot } = kept;
    const change: KeptDraft['change'] = (given) => {
      const before = getSnapshot();
      const next = { ...before, ...given };
      if (isSame(before, next)) return;
      if (isEmpty(next)) kept.forget();
      else kept.keep(next.text === '' ? { ...next, picks: [] } : next);
    };
    const opened = { kept, draft: { subscribe, getSnapshot, change } };
    open.set(key, opened);
    return opened;
  };
  return {
    of(userId, eventId) {
      const key = `${PREFIX}${userId}:${eventId}`;
      return (open.get(key) ?? openAt(key)).draft;
    },
    forget() {
      for (const { kept } of open.values()) kept.forget();
      void storage.keys(PREFIX).then((keys) => keys.forEach((key) => void storage.remove(key)));
    },
  };
}

const merge = (kept: Draft, now: Draft): Draft => ({
  text: now.text === '' ? kept.text : now.text,
  picks: [...now.picks, ...kept.picks],
  replyTo: now.replyTo ?? kept.replyTo,
});

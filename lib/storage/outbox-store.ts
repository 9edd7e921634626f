import { z } from 'zod';

import { ProtocolError } from '../../protocol/errors.ts';
import { EventMessage, Id, Mention, ReplyTo } from '../../protocol/wire.ts';
import { UnsentFile } from '../uploads/unsent-file.ts';
import { parseJson } from './parse-json.ts';
import type { KeptStorage } from './kept-storage.ts';
import type { Tabs } from './tabs.ts';

/** A message that somebody wrote and that has no final answer yet. */
export const OutboxEntry = z.object({
  clientMessageId: Id,
  eventId: Id,
  content: z.string().max(8_000),
  /** Which message it answers. */
  replyTo: ReplyTo.optional(),
  /** Whom it mentions. */
  mentions: z.array(Mention).optional(),
  /** What it brings: it is sent when all of it is ready. */
  files: z.array(UnsentFile).optional(),
  /** ISO 8601; by this device's clock. */
  createdAt: z.iso.datetime(),
  /** Grows from entry to entry of one person on this device, whatever the clock does. */
  order: z.number(),
  /** Sends that were answered with a refusal, or not at all. */
  attempts: z.int().nonnegative(),
  /** Why it was refused for good: then it waits for its author. */
  error: ProtocolError.nullable(),
});
export type OutboxEntry = z.output<typeof OutboxEntry>;

/** What became of an entry. `logged`: it was seen in the log, as everybody sees it. */
export type Outcome =
  | { readonly type: 'stored'; readonly message: EventMessage }
  | { readonly type: 'discarded' }
  | { readonly type: 'logged' };

const Change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('kept'), entry: OutboxEntry }),
  z.object({
    type: z.literal('stored'),
    eventId: Id,
    clientMessageId: Id,
    message: EventMessage,
  }),
  z.object({ type: z.literal('discarded'), eventId: Id, clientMessageId: Id }),
  /** Asks who has the bytes of a message's files, and is the answer of whoever does. */
  z.object({ type: z.literal('files-asked'), eventId: Id, clientMessageId: Id }),
  z.object({ type: z.literal('files-held'), eventId: Id, clientMessageId: Id }),
]);
/** What another tab did. */
export type OutboxChange = z.output<typeof Change>;

export interface OutboxStore {
  /** Everything unsent, in the order of writing. Damaged entries are dropped. Never rejects. */
  readonly load: () => Promise<readonly OutboxEntry[]>;
  /** Resolves when everything was loaded once: places that are given from then on are the last. */
  readonly loaded: Promise<void>;
  readonly nextOrder: () => number;
  /** Resolves when the entry is kept, as far as this device keeps anything. Never rejects. */
  readonly keep: (entry: OutboxEntry) => Promise<void>;
  /** Forgets an entry that has its final answer. */
  readonly settle: (
    entry: Pick<OutboxEntry, 'eventId' | 'clientMessageId'>,
    outcome: Outcome,
  ) => void;
  /** Asks the other tabs about a message's files, or answers them. */
  readonly tellOfFiles: (
    told: Extract<OutboxChange, { type: 'files-asked' | 'files-held' }>,
  ) => void;
  /** Calls back at each change that another tab made, until the returned function is called. */
  readonly onChange: (listener: (change: OutboxChange) => void) => () => void;
}

interface OutboxStoreOptions {
  readonly storage: KeptStorage;
  readonly tabs: Tabs;
  /** Whose messages these are: nobody else's are ever read. */
  readonly userId: string;
  readonly now: () => Date;
}

/** One person's unsent messages on this device, shared by all tabs. */
export function createOutboxStore(options: OutboxStoreOptions): OutboxStore {
  const { storage, tabs, userId, now } = options;
  const prefix = `outbox/${encodeURIComponent(userId)}/`;
  let lastOrder = 0;
  let setLoaded = (): void => undefined;
  const loaded = new Promise<void>((resolve) => (setLoaded = resolve));
  const seen = (entry: OutboxEntry): OutboxEntry => {
    lastOrder = Math.max(lastOrder, entry.order);
    return entry;
  };
  const read = async (key: string): Promise<OutboxEntry | null> => {
    const text = await storage.read(key);
    // Gone, or not readable at this moment: then it is read at the next start.
    if (text === null) return null;
    const entry = OutboxEntry.safeParse(parseJson(text));
    if (entry.success) return seen(entry.data);
    await storage.remove(key);
    return null;
  };
  return {
    async load() {
      const entries = await Promise.all((await storage.keys(prefix)).map(read));
      setLoaded();
      return entries
        .flatMap((entry) => entry ?? [])
        .toSorted((one, other) => one.order - other.order);
    },
    loaded,
    nextOrder: () => (lastOrder = Math.max(now().getTime(), lastOrder + 1)),
    async keep(entry) {
      await storage.write(prefix + seen(entry).clientMessageId, JSON.stringify(entry));
      tabs.tell({ type: 'kept', entry });
    },
    settle({ eventId, clientMessageId }, outcome) {
      void storage.remove(prefix + clientMessageId);
      // The log tells the other tabs by itself what it holds.
      if (outcome.type !== 'logged') tabs.tell({ ...outcome, eventId, clientMessageId });
    },
    tellOfFiles: tabs.tell,
    onChange: (listener) =>
      tabs.onTold((told) => {
        const change = Change.safeParse(told);
        if (!change.success) return;
        if (change.data.type === 'kept') seen(change.data.entry);
        listener(change.data);
      }),
  };
}

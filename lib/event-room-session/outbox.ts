import type { OwnMessage } from '../event-room/own-types.ts';
import type { OutboxChange, OutboxEntry } from '../storage/outbox-store.ts';
import { areReady } from '../uploads/unsent-file.ts';
import { createAttaching } from './attaching.ts';
import type { Attaching } from './attaching.ts';
import { createHeldEntries } from './held-entries.ts';
import type { HeldEntries } from './held-entries.ts';
import type { RoomContext } from './room-context.ts';
import { createSending } from './sending.ts';
import type { Sending, SendingParts } from './sending.ts';

/**
 * Sends one's own messages of one room, one at a time, in the order in which they were written; those
 * that wait for their files let the others pass. Each is kept on the device before it is sent, and until it has its final answer. A repeat has the same
 * id, so that it can't post twice. Attempts that found no connection don't count.
 */
export interface Outbox extends Sending {
  /** Keeps what was written here, and sends it when it is its turn. */
  readonly add: (written: Omit<OutboxEntry, 'order'>) => void;
  /** Takes on what was kept earlier, or what another tab did. */
  readonly follow: (change: OutboxChange) => void;
  readonly retry: (clientMessageId: string) => void;
  readonly discard: (clientMessageId: string) => void;
  /** The room changed: messages may have arrived, whoever sent them. */
  readonly look: () => void;
}

export function createOutbox(context: RoomContext): Outbox {
  const { apply, room, outbox: store } = context;
  const held = createHeldEntries(store, () => sending.pump());
  const attaching = createAttaching(context, held);
  const sending = createSending(context, partsOf(context, held));
  return {
    pump: sending.pump,
    stop() {
      sending.stop();
      attaching.stop();
    },
    add(written) {
      apply({ type: 'send-started', ...written, order: store.nextOrder() });
      // What was kept earlier comes first, whatever the clock says.
      void store.loaded.then(() => {
        const { clientMessageId } = written;
        if (!room().own.some((own) => own.clientMessageId === clientMessageId)) return;
        const entry = { ...written, order: store.nextOrder() };
        apply({ type: 'send-started', ...entry });
        held.keep(entry);
        attaching.look();
      });
    },
    follow: (change) => follow(context, { held, attaching }, change),
    retry(clientMessageId) {
      const entry = held.get(clientMessageId);
      if (entry === null) return;
      const files = attaching.stillThere(entry);
      if (entry.content === '' && files?.length === 0) return;
      const order = store.nextOrder();
      if (files !== undefined) apply({ type: 'send-files', clientMessageId, files: [...files] });
      apply({ type: 'send-retried', clientMessageId, order });
      held.keep({ ...entry, ...(files && { files: [...files] }), order, attempts: 0, error: null });
    },
    discard(clientMessageId) {
      attaching.discard(clientMessageId);
      held.settle(clientMessageId, { type: 'discarded' });
      apply({ type: 'send-discarded', clientMessageId });
    },
    look() {
      settleArrived(context, held);
      attaching.forgetSent();
    },
  };
}

const partsOf = ({ room }: RoomContext, held: HeldEntries): SendingParts => ({
  keep: held.keep,
  nextToSend() {
    for (const { clientMessageId, progress } of room().own) {
      const entry = held.get(clientMessageId);
      if (progress.kind !== 'pending' || (entry !== null && !areReady(entry.files))) continue;
      return held.isKept(clientMessageId) ? entry : null;
    }
    return null;
  },
  isWaiting: (clientMessageId) =>
    held.get(clientMessageId) !== null &&
    room().own.some((own) => own.clientMessageId === clientMessageId && isPending(own)),
});

const isPending = ({ progress }: OwnMessage): boolean => progress.kind === 'pending';

function settleArrived({ room }: RoomContext, held: HeldEntries): void {
  for (const clientMessageId of held.ids()) {
    const own = room().own.find((message) => message.clientMessageId === clientMessageId);
    if (own === undefined) held.settle(clientMessageId, { type: 'logged' });
    else if (own.progress.kind === 'stored') {
      held.settle(clientMessageId, { type: 'stored', message: own.progress.message });
    }
  }
}

interface OutboxParts {
  readonly held: HeldEntries;
  readonly attaching: Attaching;
}

function follow(
  context: RoomContext,
  { held, attaching }: OutboxParts,
  change: OutboxChange,
): void {
  const { apply } = context;
  if (change.type === 'kept') {
    takeOn(context, change.entry);
    held.take(change.entry);
    attaching.doubt(change.entry);
    // The log that was read may hold it already.
    return settleArrived(context, held);
  }
  const { clientMessageId } = change;
  if (change.type === 'files-asked') return attaching.answer(clientMessageId);
  if (change.type === 'files-held') return attaching.trust(clientMessageId);
  held.forget(clientMessageId);
  if (change.type === 'discarded') return apply({ type: 'send-discarded', clientMessageId });
  apply({ type: 'send-acknowledged', clientMessageId, message: change.message });
}

/** Shows an entry as it was kept, whatever was known of it. */
function takeOn({ apply, room }: RoomContext, entry: OutboxEntry): void {
  const { clientMessageId, error, order, files } = entry;
  const own = room().own.find((message) => message.clientMessageId === clientMessageId);
  if (own?.progress.kind === 'stored') return;
  apply({ type: 'send-started', ...entry });
  if (files !== undefined) apply({ type: 'send-files', clientMessageId, files });
  if (error !== null) apply({ type: 'send-failed', clientMessageId, error });
  else apply({ type: 'send-retried', clientMessageId, order });
}

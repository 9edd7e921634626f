import type { Mention, MentionAsked } from '../../protocol/wire.ts';
import type { OutboxEntry } from '../storage/outbox-store.ts';
import { createPause, repeatAfterMs } from './pause.ts';
import type { RoomContext } from './room-context.ts';

/** A fault of the server that one message meets again and again must not hold up the others. */
const FAULTS_MAX = 6;

export interface SendingParts {
  /** What is to be sent now; `null` where there is nothing, or it is not kept yet. */
  readonly nextToSend: () => OutboxEntry | null;
  /** Whether it still has no final answer. */
  readonly isWaiting: (clientMessageId: string) => boolean;
  readonly keep: (entry: OutboxEntry) => void;
}

export interface Sending {
  /** There may be something to send now. */
  readonly pump: () => void;
  readonly stop: () => void;
}

/** Sends one at a time, until there is nothing, or no connection, or another tab has the turn. */
export function createSending(context: RoomContext, parts: SendingParts): Sending {
  const pause = createPause();
  let isPumping = false;
  let isStopped = false;
  const canSend = () => context.isConnected() && context.maySend() && !isStopped;

  const run = async (): Promise<void> => {
    for (let next = parts.nextToSend(); next && canSend(); next = parts.nextToSend()) {
      const waitMs = await sendOnce(context, next, { ...parts, canSend });
      if (waitMs > 0) await pause.wait(waitMs);
    }
  };
  const pump = (): void => {
    if (isPumping || !canSend() || parts.nextToSend() === null) return;
    isPumping = true;
    void run().finally(() => {
      isPumping = false;
      pump();
    });
  };
  return {
    pump,
    stop() {
      isStopped = true;
      pause.wake();
    },
  };
}

/** @returns how long to wait before the next send. */
async function sendOnce(
  { client, apply }: RoomContext,
  entry: OutboxEntry,
  { isWaiting, keep, canSend }: SendingParts & { readonly canSend: () => boolean },
): Promise<number> {
  const { eventId, content, clientMessageId, replyTo, mentions, files } = entry;
  const answer = await client.sendMessage(eventId, content, {
    clientMessageId,
    replyTo: replyTo?.id,
    mentions: mentions?.map(toAsked),
    attachments: files?.flatMap(({ attachment }) => attachment?.id ?? []),
  });
  if (answer.ok) {
    const { notMentioned, ...message } = answer.value;
    apply({
      type: 'send-acknowledged',
      clientMessageId,
      message,
      notMentioned: namesOf(mentions, notMentioned),
    });
    return 0;
  }
  // Discarded, or sent by another tab meanwhile.
  if (!canSend() || !isWaiting(clientMessageId)) return 0;
  const { error } = answer;
  const attempts = entry.attempts + 1;
  if (error.retryable && !(error.code === 'internal' && attempts >= FAULTS_MAX)) {
    keep({ ...entry, attempts });
    return repeatAfterMs(attempts, error.retryAfterMs);
  }
  apply({ type: 'send-failed', clientMessageId, error });
  keep({ ...entry, attempts, error });
  return 0;
}

const toAsked = (mention: Mention): MentionAsked =>
  'userId' in mention ? { userId: mention.userId } : { group: mention.group };

const namesOf = (
  mentions: readonly Mention[] = [],
  userIds: readonly string[] = [],
): readonly string[] =>
  mentions.flatMap((mention) =>
    'userId' in mention && userIds.includes(mention.userId) ? [mention.name] : [],
  );

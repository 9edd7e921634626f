import { v7 as newId } from 'uuid';

import type { MessageDraft, Person } from '../domain/log.ts';
import type { EventLog } from '../domain/ports.ts';

export interface LoadOptions {
  readonly log: EventLog;
  readonly people: readonly Person[];
  readonly eventIds: readonly string[];
  /** Senders; each has one message under way at any time. */
  readonly senders: number;
  readonly ms: number;
}

/** What senders have seen. Times are in milliseconds. */
export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Where each acknowledged message stands, as it was told to its sender. */
  readonly acknowledged: readonly Acknowledged[];
}

export interface Acknowledged {
  readonly eventId: string;
  readonly seq: number;
  readonly id: string;
}

/** The first part is not counted: plans are made and caches filled in it. */
const WARM_UP_SHARE = 0.2;

/** Sends in a closed loop: each sender writes the next message when the last one is acknowledged. */
export async function runLoad(options: LoadOptions): Promise<Load> {
  const startedAt = performance.now();
  const countedFrom = startedAt + options.ms * WARM_UP_SHARE;
  const until = startedAt + options.ms;
  const acknowledged: Acknowledged[] = [];
  const waits: number[] = [];
  const send = async (sender: number): Promise<void> => {
    for (let sentAt = performance.now(); sentAt < until;) {
      acknowledged.push(await sendOne(options, sender));
      const now = performance.now();
      if (sentAt >= countedFrom) waits.push(now - sentAt);
      sentAt = now;
    }
  };
  await Promise.all(Array.from({ length: options.senders }, (_, sender) => send(sender)));
  const seconds = (performance.now() - countedFrom) / 1_000;
  waits.sort((a, b) => a - b);
  return {
    perSecond: waits.length / seconds,
    p50: waits[Math.floor(waits.length * 0.5)] ?? NaN,
    p99: waits[Math.floor(waits.length * 0.99)] ?? NaN,
    acknowledged,
  };
}

async function sendOne(options: LoadOptions, sender: number): Promise<Acknowledged> {
  const draft = draftOf(options, sender);
  const outcome = await options.log.append(draft);
  if (!outcome.ok) throw new Error(`a message was refused: ${outcome.error.message}`);
  if (outcome.value.type !== 'appended') throw new Error(`a message was ${outcome.value.type}`);
  return { eventId: draft.eventId, seq: outcome.value.entry.seq, id: draft.id };
}

const TEXT = 'A message of an ordinary length, as people write them to each other at an event.';

function draftOf({ people, eventIds }: LoadOptions, sender: number): MessageDraft {
  const author = people[sender % people.length];
  const eventId = eventIds[sender % eventIds.length];
  if (author === undefined || eventId === undefined) throw new Error('nobody to send');
  const id = newId();
  return { kind: 'message', eventId, id, author, content: TEXT, clientMessageId: id };
}

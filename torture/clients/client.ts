import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { RestClient } from '../../lib/rest-client.ts';
import type { ClientKind, Does, RequestLine } from '../history.ts';
import type { ShownPerson } from '../present.ts';
import type { Cheer, Mention, ReplyTo } from '../../protocol/wire.ts';
import type { Front } from '../cluster/front.ts';
import type { TorturePerson } from './people.ts';

/** What every client of a run works with. */
export interface ClientDeps {
  readonly name: string;
  readonly person: TorturePerson;
  readonly front: Front;
  readonly rest: RestClient;
  readonly recorder: Recorder;
  readonly random: Random;
}

/** The id under which a message was sent before, which one it answers, and whom it mentions. */
export interface Sending {
  readonly id?: string;
  readonly replyTo?: ReplyTo | undefined;
  readonly mentions?: readonly Mention[] | undefined;
}

/** Another text for a message, or none any more. */
export interface MessageChange {
  readonly eventId: string;
  readonly messageId: string;
  /** Left out: delete it. */
  readonly content?: string;
}

/** A reaction that is to be there, or not to be there. */
export interface MessageReaction {
  readonly eventId: string;
  readonly messageId: string;
  readonly emoji: string;
  readonly on: boolean;
}

/** Whether a message is to be pinned. */
export interface PinChange {
  readonly eventId: string;
  readonly messageId: string;
  readonly isPinned: boolean;
}

/** A poll of a room. */
export interface PollIn {
  readonly eventId: string;
  readonly messageId: string;
}

/** What became of a change: nobody knows of an `unknown` one, so that it is asked for again. */
export type ChangeEnd = 'done' | 'refused' | 'unknown';

/** One client of a run, of whatever make: what the workload makes it do. */
export interface TortureClient {
  readonly name: string;
  readonly kind: ClientKind;
  readonly person: TorturePerson;
  /** The rooms that it is in, or tries to be in. */
  readonly rooms: () => readonly string[];
  /** Connects, and joins these rooms. */
  start(eventIds: readonly string[]): void;
  join(eventId: string): void;
  leave(eventId: string): void;
  /** The person takes part no longer, told by another process; the client is in the room no longer. */
  lose(eventId: string): void;
  /** Sends in the way of its kind. The answer is the id under which somebody else may send it once more. */
  send(eventId: string, content: string, how?: Sending): string | undefined;
  /** Changes a message in the way of its kind, with one request. */
  change?(change: MessageChange): Promise<ChangeEnd>;
  /** Reacts to a message in the way of its kind, with one request. */
  react?(reaction: MessageReaction): Promise<ChangeEnd>;
  /** Pins a message, or unpins it, in the way of its kind, with one request. */
  pin?(change: PinChange): Promise<ChangeEnd>;
  /** Votes in a poll, in the way of its kind, with one request; with no choices it takes its vote back. */
  vote?(poll: PollIn, choices: readonly number[]): Promise<ChangeEnd>;
  /** Ends a poll, in the way of its kind, with one request. */
  closePoll?(poll: PollIn): Promise<ChangeEnd>;
  /** Applauds in a room, in the way of its kind, with one request. */
  cheer?(eventId: string, emoji: Cheer): Promise<void>;
  /** How much applause of a kind it was told in a room, all in all. */
  cheered?(eventId: string, emoji: Cheer): number;
  /** Counts its connections. */
  connection?(): number;
  /** Whom a room of it shows as being there; `null`: nobody by name. */
  people?(eventId: string): readonly ShownPerson[] | null;
  /**
   * Whether its person is away from it when nothing is sent; `null`: a connection of it that was lost, and said
   * otherwise, may be open still as far as the node knows.
   */
  isAway?(): boolean | null;
  /** Records what its rooms show in the end. */
  tellAll?(): void;
  /** The program ends and is started anew, where that is more than a new connection. */
  restart?(): void;
  /** Whether it has everything of a room, up to the log's last message and last entry. */
  has(eventId: string, head: Head): boolean;
  /** Requests without an answer yet. */
  readonly waiting: () => number;
  stop(): void;
}

/** How far a log goes: its last entry that every client is told of, its last message, its last message or change of one, its last entry that clients of ours alone are told. */
export interface Head {
  readonly seq: number;
  readonly lastMessageSeq: number;
  readonly lastChangeSeq: number;
  readonly lastMarkSeq?: number;
}

/** Records one request and its end. */
export interface Request {
  readonly op: number;
  ok(result?: {
    readonly seq?: number | undefined;
    readonly epoch?: string | undefined;
    readonly messageId?: string | undefined;
    readonly duplicate?: boolean | undefined;
    readonly readSeq?: number | undefined;
    readonly announcementId?: string | undefined;
  }): void;
  /** Refused for good (`fail`), or nobody knows (`info`). */
  refused(code: string): void;
}

interface RequestOf {
  readonly does: Does;
  readonly client: string;
  readonly author: string;
  readonly eventId: string;
  readonly clientMessageId?: string;
  readonly replyTo?: string;
  readonly mentions?: readonly string[];
  readonly content?: string;
  readonly messageId?: string;
  readonly emoji?: string;
  readonly on?: boolean;
  readonly poll?: RequestLine['poll'];
  readonly choices?: readonly number[];
  readonly mutedAt?: number;
  readonly isOut?: boolean;
  readonly announcementId?: string;
  readonly scheduledAt?: string;
  readonly shownUntil?: string;
  /** Of `remove`: who. */
  readonly target?: string;
  readonly via?: string;
}

/** Refusals after which nothing can have been stored. After any other nobody knows. */
const CERTAIN = new Set([
  'invalid',
  'forbidden',
  'not-found',
  'rate-limited',
  'overloaded',
  'duplicate-conflict',
  'unauthenticated',
]);

export function beginRequest(recorder: Recorder, request: RequestOf): Request {
  const op = recorder.nextOp();
  recorder.write({ type: 'invoke', op, ...request });
  let isOpen = true;
  const end = (type: 'ok' | 'fail' | 'info', more: object): void => {
    if (!isOpen) return;
    isOpen = false;
    const { does, client, author, eventId, clientMessageId, messageId, emoji, on, target } =
      request;
    const { announcementId, choices } = request;
    recorder.write({
      type,
      op,
      does,
      client,
      author,
      eventId,
      ...(clientMessageId !== undefined && { clientMessageId }),
      ...(messageId !== undefined && { messageId }),
      ...(emoji !== undefined && { emoji, on }),
      ...(choices !== undefined && { choices }),
      ...(target !== undefined && { target }),
      ...(announcementId !== undefined && { announcementId }),
      ...more,
    });
  };
  return {
    op,
    ok: (result = {}) => end('ok', result),
    refused: (code) => end(CERTAIN.has(code) ? 'fail' : 'info', { code }),
  };
}

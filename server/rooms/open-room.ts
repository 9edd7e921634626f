import type { Kysely } from 'kysely';

import { readEntries, readHeads, type LogHead } from '../../db/log-read.ts';
import type { Database } from '../../db/schema.ts';
import type { LogEntry } from '../../domain/log.ts';
import { namePresent, type ReadPeople } from '../../domain/presence.ts';
import type { Limits } from '../../lib/server/limits.ts';
import type { Log } from '../../lib/server/log.ts';
import type { Presence } from '../bus/presence.ts';
import type { SharedCheers } from '../bus/cheers.ts';
import type { SharedTypists } from '../bus/typists.ts';
import { createRoomCheers } from '../cheers.ts';
import { CLIENT_KINDS, type ChatSocket } from '../chat-socket.ts';
import { createFeed } from '../feeds/feed.ts';
import { Lanes } from '../lanes/lanes.ts';
import type { Ending, Member } from '../lanes/member.ts';
import type { SealPlaces } from '../lanes/speaker.ts';
import { tellSocket } from '../tell.ts';
import { createRoomTyping } from '../typing.ts';
import { createRoomCounts, timesSlower } from './counts.ts';
import { createRoomPeople } from './people.ts';
import { createHiddenQuestions } from './hidden-questions.ts';
import { Room, type OpenRoom } from './room.ts';
import type { TellMembers } from './tell-members.ts';

export interface OpenRoomDeps {
  readonly db: Kysely<Database>;
  readonly log: Log;
  readonly limits: Limits;
  readonly seal: SealPlaces;
  readonly now: () => number;
  readonly typists: SharedTypists;
  readonly cheers: SharedCheers;
  readonly presence: Presence;
  readonly readPeople: ReadPeople;
}

export interface OpenRoomEvents {
  /** The log under the event's id is another one than the room's. */
  readonly onOtherLog: () => void;
  readonly onPutOut: (socket: ChatSocket, ending: Ending) => void;
}

/** Puts a room together: its lanes, fed by its log from `head` on, its typists and its counts. */
export function createOpenRoom(
  deps: OpenRoomDeps,
  head: LogHead,
  { onOtherLog, onPutOut }: OpenRoomEvents,
): OpenRoom {
  const { limits, log } = deps;
  const { eventId, epoch, seq, minSeq, mode } = head;
  const read = createReader(deps, head, onOtherLog);
  const onError = (error: unknown): void =>
    log.error({ error, eventId }, 'An event could not be followed');
  const lanes = new Lanes({
    eventId,
    epoch,
    head: seq,
    seal: deps.seal,
    read,
    onEnded: (member) => room.putOut(member),
    onTooFarBehind: (member) => startAnew(member, lanes),
    onStuck: ({ socket }) => socket.conn.close(),
    onRoom: () => feed.goOn(),
    onError,
  });
  // Who types on other nodes may be known before the room is there; nobody is inside to be told.
  let inside: Room | null = null;
  const tell: TellMembers = (...told) => inside?.tell(...told);
  const room: Room = new Room({
    eventId,
    epoch,
    minSeq,
    mode,
    lanes,
    typing: createRoomTyping({ ...deps, eventId, typingMs: limits.typingMs, tell }),
    cheers: createRoomCheers({ ...deps, eventId, everyMs: limits.countsEveryMs, tell }),
    counts: createCounts(deps, eventId, () => room),
    people: createPeople(deps, eventId, () => room),
    presence: openPresence(deps, eventId, () => inside),
    crowdedRoomSockets: limits.crowdedRoomSockets,
    onPutOut,
    onHiddenQuestion: createHiddenQuestions({ db: deps.db, log, room: () => room }),
  });
  inside = room;
  const feed = createFeed({
    head: seq,
    read,
    deliver: (entry) => room.apply(entry),
    canDeliver: () => !lanes.isFull,
    onError,
  });
  return { room, feed };
}

/** Reads on in the room's own log, and in no other that stands under the same event by now. */
function createReader({ db }: OpenRoomDeps, { eventId, epoch }: LogHead, onOtherLog: () => void) {
  return async (after: number, limit: number): Promise<readonly LogEntry[]> => {
    const range = await readEntries(db, { eventId, after, limit });
    if (range.epoch === epoch) return range.entries;
    onOtherLog();
    return [];
  };
}

/** Our client can fetch the history and go on from here; others come back and are told by the handshake. */
function startAnew(member: Member, lanes: Lanes): void {
  const { socket, kind, eventId, epoch } = member;
  if (kind !== 'v1') {
    socket.conn.close();
    return;
  }
  tellSocket(socket, 'resync', { eventId, seq: lanes.head, epoch });
  lanes.enterAt(member, lanes.head);
}

function createCounts({ db, log, limits, now }: OpenRoomDeps, eventId: string, room: () => Room) {
  return createRoomCounts({
    everyMs: () => limits.countsEveryMs * timesSlower(room().crowds),
    readHead: async () => (await readHeads(db, [eventId])).get(eventId) ?? null,
    online: () => room().online,
    emit: (counts) => {
      const kinds = room().isCrowded ? CLIENT_KINDS : (['v1'] as const);
      room().tell({ kinds }, 'attendee-counts', counts);
    },
    onError: (error) => log.warn({ error, eventId }, 'A room could not be counted'),
    now,
  });
}

/** Who is here may be known before the room is there. */
const openPresence = ({ presence }: OpenRoomDeps, eventId: string, room: () => Room | null) =>
  presence.open(eventId, {
    onNumber: () => room()?.counts.touch(),
    onPeople: () => room()?.people.touch(),
  });

/** Numbers and names of a small room come equally often; a large one is told no names. */
function createPeople(
  { log, limits, now, readPeople }: OpenRoomDeps,
  eventId: string,
  room: () => Room,
) {
  return createRoomPeople({
    everyMs: limits.countsEveryMs,
    isFew: () => room().present.people !== null,
    hasReaders: () => room().hasOwnClients,
    read: () => namePresent(readPeople, eventId, room().present),
    emit: (present) => room().tell({ kinds: ['v1'] }, 'presence-changed', present),
    onError: (error) => log.warn({ error, eventId }, 'The people of a room could not be read'),
    now,
  });
}

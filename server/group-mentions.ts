import type { Kysely } from 'kysely';

import { readCalled } from '../db/called-people.ts';
import type { Database } from '../db/schema.ts';
import type { GroupMention } from '../domain/mentions.ts';
import type { Log } from '../lib/server/log.ts';
import type { ChatServer, ChatSocket } from './chat-socket.ts';
import type { Connections } from './connections.ts';
import { slices } from './slices.ts';
import { tellSocket } from './tell.ts';

interface GroupMentionsOptions {
  readonly db: Kysely<Database>;
  readonly io: ChatServer;
  readonly connections: Connections;
  readonly log: Log;
  /** Tells the other nodes of it. */
  readonly tellOthers: (mention: GroupMention) => void;
}

/** Calls for groups that wait to be told; what is beyond them people find when they ask. */
const WAITING_MAX = 1_000;

export interface GroupMentions {
  /** A message that this node has committed mentions a group. */
  readonly mentioned: (mention: GroupMention) => void;
  /** Another process says so. */
  readonly heard: (mention: GroupMention) => void;
}

/**
 * Tells those of a group who are connected here, on devices that do not have the room open, that it was mentioned:
 * without numbers, so that a call for everyone asks the database who of those here takes part, and nothing of
 * each. One call at a time.
 */
export function createGroupMentions(options: GroupMentionsOptions): GroupMentions {
  const { db, io, connections, log, tellOthers } = options;
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();

  const outsideOf = (eventId: string, userId: string): readonly ChatSocket[] =>
    connections.ofPerson(userId).flatMap((id) => {
      const socket = io.of('/').sockets.get(id);
      return socket?.data.kind === 'v1' && !socket.data.joined.has(eventId) ? [socket] : [];
    });
  const tell = ({ eventId, seq, group }: GroupMention, people: readonly string[]): void => {
    for (const userId of people)
      for (const socket of outsideOf(eventId, userId))
        tellSocket(socket, 'group-mentioned', { eventId, seq, group });
  };
  const tellAll = async (mention: GroupMention): Promise<void> => {
    if (mention.group === 'moderators') return tell(mention, await readCalled(db, mention));
    const outside = [...connections.people()].filter(
      (userId) => outsideOf(mention.eventId, userId).length > 0,
    );
    for (const some of slices(outside)) tell(mention, await readCalled(db, mention, some));
  };
  const heard = (mention: GroupMention): void => {
    if (waiting >= WAITING_MAX) return;
    waiting += 1;
    last = last
      .then(() => tellAll(mention))
      .catch((error: unknown) =>
        log.warn({ error, eventId: mention.eventId }, 'A group could not be told of a mention'),
      )
      .finally(() => (waiting -= 1));
  };
  return {
    heard,
    mentioned(mention) {
      heard(mention);
      tellOthers(mention);
    },
  };
}

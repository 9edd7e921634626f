import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DatabaseHandle } from '../db/client.ts';
import { readEntries, readHeads } from '../db/log-read.ts';
import type { LogEntry, ParticipationEntry } from '../domain/log.ts';
import type { FinalLog } from './history.ts';

const PAGE = 1_000;

/** Reads every log whole, as the database holds it after the run, and keeps it as `final.json`. */
export async function readFinalLogs(
  { db }: DatabaseHandle,
  eventIds: readonly string[],
  folder: string,
): Promise<readonly FinalLog[]> {
  const logs: FinalLog[] = [];
  for (const eventId of eventIds) logs.push(await readFinalLog(db, eventId));
  writeFileSync(join(folder, 'final.json'), JSON.stringify(logs));
  return logs;
}

async function readFinalLog(db: DatabaseHandle['db'], eventId: string): Promise<FinalLog> {
  const head = (await readHeads(db, [eventId])).get(eventId);
  if (head === undefined) throw new Error('an event of the run is gone');
  const entries: FinalLog['entries'] = [];
  for (let after = 0; after < head.seq;) {
    const read = await readEntries(db, { eventId, after, limit: PAGE });
    const last = read.entries.at(-1);
    if (last === undefined) break;
    entries.push(...read.entries.map(toFinalEntry));
    after = last.seq;
  }
  const messages = await db
    .selectFrom('message')
    .select(['id', 'seq', 'content', 'deleted_at', 'reactions', 'reply_to'])
    .where('event_id', '=', eventId)
    .orderBy('seq')
    .execute();
  const versions = await db
    .selectFrom('message_version as v')
    .innerJoin('message as m', 'm.id', 'v.message_id')
    .select(['v.message_id as messageId', 'v.content'])
    .where('m.event_id', '=', eventId)
    .execute();
  const reactors = await db
    .selectFrom('reaction as r')
    .innerJoin('message as m', 'm.id', 'r.message_id')
    .select(['r.message_id as messageId', 'r.user_id as person', 'r.emoji'])
    .where('m.event_id', '=', eventId)
    .execute();
  return {
    eventId,
    epoch: head.epoch,
    head: head.seq,
    entries,
    messages: messages.map(
      ({ deleted_at: deletedAt, reactions, reply_to: replyTo, ...message }) => ({
        ...message,
        isDeleted: deletedAt !== null,
        ...(replyTo !== null && { replyTo }),
        ...(reactions !== null && { reactions: reactions.map(([emoji, count]) => [emoji, count]) }),
      }),
    ),
    reactors,
    standings: await readStandings(db, eventId),
    versions,
  };
}

async function readStandings(db: DatabaseHandle['db'], eventId: string) {
  const rows = await db
    .selectFrom('participation')
    .select(['user_id', 'status', 'role', 'muted_until', 'banned_at', 'read_seq'])
    .where('event_id', '=', eventId)
    .execute();
  return rows.map(({ user_id: person, status, role, ...row }) => ({
    person,
    status,
    role,
    isMuted: row.muted_until !== null,
    isBanned: row.banned_at !== null,
    readSeq: row.read_seq,
  }));
}

function toFinalEntry(entry: LogEntry): FinalLog['entries'][number] {
  const { seq, kind, actorId, createdAt } = entry;
  const placed = { seq, kind, actorId, createdAt: createdAt.toISOString() };
  const none = { messageId: null, clientMessageId: null };
  switch (entry.kind) {
    case 'message': {
      const { id, clientMessageId = null, content, replyTo, deletedAt } = entry;
      const isEmptied = deletedAt !== undefined;
      return { ...placed, messageId: id, clientMessageId, content, replyTo, isEmptied };
    }
    case 'message-edited': {
      const { messageId, content, deletedAt } = entry;
      return { ...placed, ...none, messageId, content, isEmptied: deletedAt !== undefined };
    }
    case 'message-deleted':
      return { ...placed, ...none, messageId: entry.messageId };
    case 'reactions':
      return {
        ...placed,
        ...none,
        messageId: entry.messageId,
        reactions: entry.reactions.map(({ emoji, count }) => [emoji, count]),
        reacted: entry.changes.map(({ userId, emoji, on }) => [userId, emoji, on]),
      };
    case 'pin':
      return { ...placed, ...none, messageId: entry.messageId, isPinned: entry.on };
    case 'participation':
      return { ...placed, ...none, ...toFinalStanding(entry) };
    case 'room-mode': {
      const { isFrozen, slowSeconds } = entry;
      return { ...placed, ...none, isFrozen, slowSeconds };
    }
    case 'event-updated':
      return { ...placed, ...none };
  }
}

const toFinalStanding = (entry: ParticipationEntry) => ({
  kind: isOfStanding(entry.act) ? ('standing' as const) : ('participation' as const),
  person: entry.person.id,
  status: entry.status,
  role: entry.role,
  isMuted: entry.mutedUntil !== undefined,
  isBanned: entry.bannedAt !== undefined,
});

/** What neither begins nor ends a participation: told to nobody but clients of ours. */
const isOfStanding = (act: ParticipationEntry['act']): boolean =>
  act === 'role' || act === 'mute' || act === 'unban';

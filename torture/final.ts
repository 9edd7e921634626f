import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DatabaseHandle } from '../db/client.ts';
import { readEntries, readHeads } from '../db/log-read.ts';
import type { LogEntry, MessageEntry, ParticipationEntry } from '../domain/log.ts';
import { recorded } from './clients/mentioning.ts';
import { pollInLog, readPolls } from './final-polls.ts';
import type { FinalLog } from './history.ts';
import { wordIn } from './words.ts';

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
    .select(['id', 'seq', 'content', 'deleted_at', 'reactions', 'reply_to', 'mentions', 'poll'])
    .where('event_id', '=', eventId)
    .orderBy('seq')
    .execute();
  const called = await readCalled(db, eventId);
  const versions = await db
    .selectFrom('message_version as v')
    .innerJoin('message as m', 'm.id', 'v.message_id')
    .select(['v.message_id as messageId', 'v.content'])
    .where('m.event_id', '=', eventId)
    .execute();
  return {
    eventId,
    epoch: head.epoch,
    head: head.seq,
    entries,
    messages: messages.map(
      ({ deleted_at: deletedAt, reactions, reply_to: replyTo, mentions, poll, ...message }) => ({
        ...message,
        isDeleted: deletedAt !== null,
        ...(replyTo !== null && { replyTo }),
        ...(poll !== null && { hasPoll: true }),
        ...recorded(mentions ?? undefined),
        ...calledIn(called.get(message.id)),
        ...(reactions !== null && { reactions: reactions.map(([emoji, count]) => [emoji, count]) }),
      }),
    ),
    ...(await readMarks(db, eventId)),
    standings: await readStandings(db, eventId),
    polls: await readPolls(db, eventId),
    announcements: await readAnnouncements(db, eventId),
    searchWords: await readSearchWords(db, eventId),
    versions,
  };
}

async function readMarks(db: DatabaseHandle['db'], eventId: string) {
  const reactors = await db
    .selectFrom('reaction as r')
    .innerJoin('message as m', 'm.id', 'r.message_id')
    .select(['r.message_id as messageId', 'r.user_id as person', 'r.emoji'])
    .where('m.event_id', '=', eventId)
    .execute();
  const pins = await db
    .selectFrom('pin')
    .select('message_id')
    .where('event_id', '=', eventId)
    .orderBy('seq', 'desc')
    .execute();
  return { reactors, pins: pins.map((pin) => pin.message_id) };
}

/** Whatever the index keeps of a word is a row, which goes with the last message that has it. */
async function readSearchWords(db: DatabaseHandle['db'], eventId: string) {
  const rows = await db
    .selectFrom('search_posting as p')
    .innerJoin('search_segment as s', 's.id', 'p.segment_id')
    .select('p.term')
    .distinct()
    .where('s.event_id', '=', eventId)
    .execute();
  return rows.flatMap(({ term }) => wordIn(term) ?? []);
}

async function readAnnouncements(db: DatabaseHandle['db'], eventId: string) {
  const rows = await db
    .selectFrom('announcement')
    .select(['id', 'content', 'shown_until', 'published_seq', 'content_seq', 'ended_seq'])
    .where('event_id', '=', eventId)
    .execute();
  return rows.map((row) => ({
    announcementId: row.id,
    content: row.content,
    shownUntil: row.shown_until?.toISOString() ?? null,
    publishedSeq: row.published_seq,
    contentSeq: row.content_seq,
    endedSeq: row.ended_seq,
  }));
}

/** Whom each message calls, by the rows that inboxes are made of. */
async function readCalled(
  db: DatabaseHandle['db'],
  eventId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const people = await db
    .selectFrom('mention')
    .select(['message_id', 'user_id as key'])
    .where('event_id', '=', eventId)
    .execute();
  const groups = await db
    .selectFrom('group_mention')
    .select(['message_id', 'to_group as key'])
    .where('event_id', '=', eventId)
    .execute();
  const called = new Map<string, string[]>();
  const add = (messageId: string, key: string): void =>
    void called.set(messageId, [...(called.get(messageId) ?? []), key].toSorted());
  for (const { message_id: id, key } of people) add(id, key);
  for (const { message_id: id, key } of groups) add(id, `@${key}`);
  return called;
}

const calledIn = (keys: readonly string[] | undefined) =>
  keys === undefined ? {} : { called: [...keys] };

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

// The table of all entries; each line is one call, so its number of branches is no complexity.
// oxlint-disable-next-line complexity
function toFinalEntry(entry: LogEntry): FinalLog['entries'][number] {
  const { seq, kind, actorId, createdAt } = entry;
  const placed = { seq, kind, actorId, createdAt: createdAt.toISOString() };
  const none = { messageId: null, clientMessageId: null };
  switch (entry.kind) {
    case 'message':
      return { ...placed, ...toFinalMessage(entry) };
    case 'message-edited': {
      const { messageId, content, deletedAt } = entry;
      return { ...placed, ...none, messageId, content, isEmptied: deletedAt !== undefined };
    }
    case 'message-deleted':
    case 'preview':
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
    case 'poll': {
      const { messageId, votes, voters, isClosed } = entry;
      return { ...placed, ...none, messageId, polled: { votes: [...votes], voters, isClosed } };
    }
    case 'participation':
      return { ...placed, ...none, ...toFinalStanding(entry) };
    case 'room-mode': {
      const { isFrozen, slowSeconds } = entry;
      return { ...placed, ...none, isFrozen, slowSeconds };
    }
    case 'announcement': {
      const { announcementId, isShown, content, shownUntil } = entry;
      const until = shownUntil && { shownUntil: shownUntil.toISOString() };
      return { ...placed, ...none, announcementId, isShown, content, ...until };
    }
    case 'question':
    case 'question-votes':
    case 'event-updated':
      return { ...placed, ...none };
  }
}

const toFinalMessage = (entry: MessageEntry) => ({
  messageId: entry.id,
  clientMessageId: entry.clientMessageId ?? null,
  content: entry.content,
  replyTo: entry.replyTo,
  ...pollInLog(entry.poll),
  ...recorded(entry.mentions),
  isEmptied: entry.deletedAt !== undefined,
});

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

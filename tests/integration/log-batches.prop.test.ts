import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { readEntries } from '../../db/log-read.ts';
import type { AnnouncementAct } from '../../domain/announcement-log.ts';
import type { Act, Draft, LogEntry, Person } from '../../domain/log.ts';
import type { EventLog } from '../../domain/ports.ts';
import type { MentionAsked } from '../../protocol/wire.ts';
import { makeRoom, message, people, type Room } from '../harness/log-room.ts';
import { MemoryLog } from '../harness/memory-log.ts';

/** A draft of event 0 or 1; ids and people that come from outside are each event's own, as nothing orders events. */
const EVENT_IDS = ['one', 'two'];

/** Announcements that each event has. */
const ANNOUNCEMENTS = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'];

/** Messages that half of the runs begin with. */
const FEW = ['first', 'second', 'third'];

const anyDraft: fc.Arbitrary<Draft> = fc.constantFrom(...EVENT_IDS).chain((eventId) => {
  const own = fc.constantFrom(...people);
  const outsider = fc.record({
    id: fc.constantFrom(`outsider-${eventId}`, `stranger-${eventId}`),
    name: fc.constantFrom('Zoe', 'Zoë'),
  });
  const anybody: fc.Arbitrary<Person> = fc.oneof({ weight: 3, arbitrary: own }, outsider);
  const id = fc.integer({ min: 0, max: 12 }).map((n) => `${eventId}-${n}`);
  const said = fc.record(
    {
      kind: fc.constant('message' as const),
      eventId: fc.constant(eventId),
      id,
      author: anybody,
      content: fc.oneof(
        { weight: 15, arbitrary: fc.constantFrom('one', 'two') },
        fc.constant('nul \u0000'),
      ),
      clientMessageId: fc.constantFrom('c1', 'c2', 'c3'),
      mentions: fc.array(
        fc.oneof(
          { weight: 4, arbitrary: anybody.map((person) => ({ userId: person.id })) },
          fc.constantFrom<MentionAsked>(
            { userId: 'nobody' },
            { group: 'moderators' },
            { group: 'everyone' },
          ),
        ),
        { maxLength: 3 },
      ),
      replyTo: fc.oneof(id, fc.constantFrom('one-1', 'never')),
    },
    { requiredKeys: ['kind', 'eventId', 'id', 'author', 'content'] },
  );
  const imported = fc
    .tuple(said, outsider)
    .map(([draft, author]) => ({ ...draft, author, importedAt: new Date(86_400_000) }));
  const status = fc.constantFrom('attending' as const, 'interested' as const, null);
  const change = fc.record(
    {
      kind: fc.constant('participation' as const),
      eventId: fc.constant(eventId),
      person: anybody,
      status,
      id,
      role: fc.constantFrom('organiser' as const, 'participant' as const),
    },
    { requiredKeys: ['kind', 'eventId', 'person', 'status'] },
  );
  const importedChange = fc
    .tuple(change, outsider)
    .map(([draft, person]) => ({ ...draft, person, imported: true as const }));
  const update = fc.record({
    kind: fc.constant('event-updated' as const),
    eventId: fc.constant(eventId),
    actorId: own.map((person) => person.id),
  });
  const edit = fc.record(
    {
      kind: fc.constant('message-edited' as const),
      eventId: fc.constant(eventId),
      actorId: own.map((person) => person.id),
      messageId: fc.oneof(id, fc.constantFrom('one-1', 'never')),
      content: fc.constantFrom('one', 'three'),
      id: id.map((text) => `change-${text}`),
    },
    { requiredKeys: ['kind', 'eventId', 'actorId', 'messageId', 'content'] },
  );
  const few = fc.constantFrom(...FEW).map((name) => `${eventId}-${name}`);
  const pin = fc.tuple(edit, few, fc.boolean()).map(([draft, messageId, on]) => {
    const { eventId: of, actorId, id: changeId } = draft;
    const named = changeId === undefined ? {} : { id: changeId };
    return { kind: 'pin' as const, eventId: of, actorId, messageId, on, ...named };
  });
  const gone = fc.oneof({ weight: 5, arbitrary: edit }, pin);
  const deletion = gone.map((draft) => {
    const { eventId: of, actorId, messageId, id: changeId } = draft;
    const named = changeId === undefined ? {} : { id: changeId };
    return { kind: 'message-deleted' as const, eventId: of, actorId, messageId, ...named };
  });
  const whom = {
    actorId: own.map((person) => person.id),
    userId: anybody.map((person) => person.id),
  };
  const act = fc.record({
    kind: fc.constant('act' as const),
    eventId: fc.constant(eventId),
    ...whom,
    act: fc.constantFrom<Act>(
      { type: 'role', role: 'organiser' },
      { type: 'role', role: 'moderator' },
      { type: 'role', role: 'participant' },
      { type: 'mute', forSeconds: 86_400 },
      { type: 'mute', forSeconds: 0 },
      { type: 'remove' },
      { type: 'ban', reason: 'spam' },
      { type: 'unban' },
    ),
  });
  const mode = fc.record(
    {
      kind: fc.constant('room-mode' as const),
      eventId: fc.constant(eventId),
      actorId: own.map((person) => person.id),
      isFrozen: fc.boolean(),
      slowSeconds: fc.constantFrom(0, 0, 21_600),
    },
    { requiredKeys: ['kind', 'eventId', 'actorId'] },
  );
  const announcement = fc.record({
    kind: fc.constant('announcement' as const),
    eventId: fc.constant(eventId),
    actorId: own.map((person) => person.id),
    announcementId: fc.constantFrom(...ANNOUNCEMENTS.map((name) => `${eventId}-${name}`), 'never'),
    act: fc.constantFrom<AnnouncementAct>(
      { type: 'show' },
      { type: 'show' },
      { type: 'change', content: 'other words' },
      { type: 'change', shownUntil: new Date('2100-01-01') },
      { type: 'change', shownUntil: null },
      { type: 'end' },
    ),
  });
  const nowhere = said.map((draft) => ({ ...draft, eventId: 'none' }));
  return fc.oneof(
    { weight: 6, arbitrary: said },
    { weight: 3, arbitrary: change },
    { weight: 3, arbitrary: edit },
    { weight: 2, arbitrary: deletion },
    { weight: 8, arbitrary: pin },
    { weight: 4, arbitrary: act },
    { weight: 1, arbitrary: mode },
    { weight: 6, arbitrary: announcement },
    imported,
    importedChange,
    update,
    nowhere,
  );
});

const batches = fc.array(fc.array(anyDraft, { minLength: 1, maxLength: 40, size: 'max' }), {
  minLength: 1,
  maxLength: 5,
  size: 'max',
});

/** What can be compared of an entry: times are the clock's, and a change without an id is given one. */
function comparable(entry: LogEntry, draft?: Draft): object {
  const { createdAt, id, ...all } = entry;
  const isDeleted = 'deletedAt' in all && all.deletedAt !== undefined;
  const times = { bannedAt: 'bannedAt' in all, mutedUntil: 'mutedUntil' in all };
  const rest = { ...all, ...times, deletedAt: isDeleted };
  const isOwnTime = entry.kind === 'message' && createdAt.getTime() === 86_400_000;
  const isGivenId = draft !== undefined ? draft.id === undefined : entry.kind !== 'message';
  return { ...rest, ...(isOwnTime && { createdAt }), ...(!isGivenId && { id }) };
}

async function outcomeOf(log: EventLog, draft: Draft): Promise<object> {
  const outcome = await log.append(draft);
  if (!outcome.ok) return { code: outcome.error.code };
  if (outcome.value.type === 'unchanged') return outcome.value;
  return { type: outcome.value.type, entry: comparable(outcome.value.entry, draft) };
}

async function writeAnnouncements({ database, eventIds }: Room): Promise<readonly string[]> {
  const all = eventIds.flatMap((eventId) =>
    ANNOUNCEMENTS.map((name) => ({ id: `${eventId}-${name}`, event_id: eventId })),
  );
  const details = { author_id: 'alice', content: 'words' };
  const rows = all.map((row) => ({ ...row, ...details }));
  await database.db.insertInto('announcement').values(rows).execute();
  return all.map(({ id }) => id);
}

/** What the rows say of announcements, and the log. */
async function announcementsOf({ database }: Room): Promise<readonly object[]> {
  return database.db
    .selectFrom('announcement')
    .select(['id', 'content', 'published_seq', 'content_seq', 'ended_seq'])
    .orderBy('id')
    .execute();
}

async function openReference(room: Room): Promise<MemoryLog> {
  const { database, eventIds } = room;
  const reference = new MemoryLog(eventIds, people, await writeAnnouncements(room));
  for (const eventId of eventIds) {
    const { entries } = await readEntries(database.db, { eventId, after: 0, limit: 10 });
    for (const entry of entries) {
      if (entry.kind !== 'participation') throw new Error('not a fresh room');
      await reference.append({
        kind: 'participation',
        eventId,
        person: entry.person,
        status: entry.status,
      });
    }
  }
  return reference;
}

/** Everybody organises, and something was said: else most of what moderators do is refused. */
const begun = (eventId: string): readonly Draft[] => [
  ...people.flatMap((person): readonly Draft[] => {
    const coming = { kind: 'participation', eventId, person } as const;
    const organiser = { status: 'attending', role: 'organiser' } as const;
    return [
      { ...coming, status: null },
      { ...coming, ...organiser },
    ];
  }),
  ...FEW.map((name) => message(eventId, { id: `${eventId}-${name}` })),
];

test('[LOG-15] [ANN-8] any drafts in any batches have the same outcomes as one at a time', async () => {
  await fc.assert(
    fc.asyncProperty(batches, fc.boolean(), async (drawn, isBegun) => {
      const given = isBegun ? [EVENT_IDS.flatMap(begun), ...drawn] : drawn;
      await using room = await makeRoom(EVENT_IDS);
      const log = room.log();
      const reference = await openReference(room);
      for (const batch of given) {
        const got = await Promise.all(batch.map((draft) => outcomeOf(log, draft)));
        const wanted: object[] = [];
        for (const draft of batch) wanted.push(await outcomeOf(reference, draft));
        expect(got).toEqual(wanted);
      }
      for (const eventId of room.eventIds) {
        const range = { eventId, after: 0, limit: 1_000 };
        const { entries } = await readEntries(room.database.db, range);
        const own = await reference.read(eventId);
        expect(entries.map((entry) => comparable(entry))).toEqual(
          own.map((entry) => comparable(entry)),
        );
      }
      expect(await announcementsOf(room)).toEqual(reference.announcementRows());
    }),
    // Making a counterexample smaller takes minutes; it is told as it is, with its seed.
    { numRuns: 32, endOnFailure: true },
  );
}, 60_000);

import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { mergeGuest } from '../../db/accounts.ts';
import { writeSightings } from '../../db/announcement-seen.ts';
import { expandPushDue } from '../../db/push-expand.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { createEvent, enterAsGuest, signUp, type ApiPerson } from '../harness/api-person.ts';
import { upload } from '../harness/files.ts';

/** What becomes of a guest's id in a column when they sign in to an account. */
type Fate =
  /** The account's id stands there instead. */
  | 'moves'
  /** The guest's stays, for what they said and did stays under their name. */
  | 'stays'
  /** Rows of the guest go. */
  | 'ends'
  /** It is no person's id, or of accounts alone. */
  | 'no guest';

/** Every column that may have a person's id. */
const FATES: Readonly<Record<string, Fate>> = {
  'account.id': 'no guest',
  'account.accountId': 'no guest',
  'account.providerId': 'no guest',
  'account.userId': 'no guest',
  'announcement.id': 'no guest',
  'announcement.event_id': 'no guest',
  'announcement.author_id': 'moves',
  'announcement_seen.announcement_id': 'no guest',
  'announcement_seen.user_id': 'moves',
  'event.id': 'no guest',
  'event.created_by': 'moves',
  'event.settings': 'no guest',
  'event_log_head.event_id': 'no guest',
  'export.event_id': 'no guest',
  'export.id': 'no guest',
  // Theirs alone, and gone in three days.
  'export.user_id': 'stays',
  'file.event_id': 'no guest',
  'file.id': 'no guest',
  'file.message_id': 'no guest',
  'file.uploader_id': 'moves',
  'group_mention.event_id': 'no guest',
  'group_mention.message_id': 'no guest',
  'group_mention.author_id': 'moves',
  'log_entry.event_id': 'no guest',
  // Of a question that is safe to ask again.
  'log_entry.id': 'stays',
  'log_entry.actor_id': 'stays',
  'log_entry.target_id': 'stays',
  'log_entry.client_message_id': 'no guest',
  'log_entry.body': 'stays',
  'mention.user_id': 'moves',
  'mention.event_id': 'no guest',
  'mention.message_id': 'no guest',
  'message.id': 'no guest',
  'message.event_id': 'no guest',
  'message.user_id': 'stays',
  'message.client_message_id': 'no guest',
  'message.deleted_by': 'stays',
  'message.reactions': 'no guest',
  'message.reply_to': 'no guest',
  'message.mentions': 'stays',
  'message.attachments': 'no guest',
  'message.poll': 'no guest',
  'message.preview': 'no guest',
  'message_version.message_id': 'no guest',
  'participation.event_id': 'no guest',
  // Without a status and a role; the account has a row of its own.
  'participation.user_id': 'stays',
  'pin.message_id': 'no guest',
  'pin.event_id': 'no guest',
  'pin.pinned_by': 'stays',
  'poll.message_id': 'no guest',
  'poll.closed_by': 'stays',
  'poll_vote.event_id': 'no guest',
  'poll_vote.message_id': 'no guest',
  'poll_vote.user_id': 'moves',
  'push_delivery.device_id': 'no guest',
  'push_delivery.event_id': 'no guest',
  'push_delivery.source_id': 'no guest',
  // What was sent was sent to the guest's devices, which are gone.
  'push_delivery.user_id': 'stays',
  'push_device.id': 'no guest',
  'push_device.session_id': 'no guest',
  'push_device.user_id': 'ends',
  'push_due.event_id': 'no guest',
  // The account is notified as its owner chose.
  'push_settings.user_id': 'stays',
  'question.author_id': 'moves',
  'question.event_id': 'no guest',
  'question.id': 'no guest',
  'question_list.event_id': 'no guest',
  'question_vote.event_id': 'no guest',
  'question_vote.question_id': 'no guest',
  'question_vote.user_id': 'moves',
  'reaction.message_id': 'no guest',
  'reaction.user_id': 'stays',
  'search_progress.event_id': 'no guest',
  'search_redo.event_id': 'no guest',
  'search_segment.event_id': 'no guest',
  'session.id': 'no guest',
  'session.userId': 'ends',
  'session_revocation.session_id': 'no guest',
  'session_revocation.user_id': 'no guest',
  'user.id': 'stays',
  'verification.id': 'no guest',
  // The account is shown as its owner chose.
  'visibility.user_id': 'stays',
};

interface Column {
  readonly table: string;
  readonly column: string;
}

/** Columns with ids, with who did something, and those that may have anything in them. */
async function columnsOf({ database }: TestApi): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'character varying', 'uuid', 'json', 'jsonb')
      and (column_name ~ '(^id|Id|_id|_by|_from|_to|By)$' or data_type in ('json', 'jsonb'))
      and table_name not like 'hallway_migration%'
  `.execute(database.db);
  return rows;
}

/** In which columns somebody's id is. */
async function placesOf(api: TestApi, id: string): Promise<ReadonlySet<string>> {
  const places = new Set<string>();
  for (const { table, column } of await columnsOf(api)) {
    const { rows } = await sql<{ readonly is: boolean }>`
      select exists (select 1 from ${sql.table(table)} where ${sql.ref(column)}::text like ${`%${id}%`}) as is
    `.execute(api.database.db);
    if (rows[0]?.is === true) places.add(`${table}.${column}`);
  }
  return places;
}

test('[AUTH-7] for every column that may have a person’s id it is said what becomes of a guest’s', async () => {
  await using api = await startApi();
  const columns = (await columnsOf(api)).map(({ table, column }) => `${table}.${column}`);
  expect(columns.toSorted()).toEqual(Object.keys(FATES).toSorted());
});

/** They ask and vote, bring a file, want to be notified and to have what is stored of them. */
async function doMore(api: TestApi, guest: ApiPerson, eventId: string): Promise<void> {
  const at = `/api/events/${eventId}`;
  const done = async (method: string, path: string, body?: object) => {
    const reply = await guest.send(method, path, body);
    expect(reply.status, `${method} ${path}: ${JSON.stringify(reply.body)}`).toBeLessThan(300);
    return reply.body;
  };
  const poll = await done('POST', `${at}/polls`, { question: 'Tea?', options: ['Yes', 'No'] });
  await done('PUT', `${at}/polls/${poll.id}/vote`, { choices: [0] });
  await done('PUT', `${at}/polls/${poll.id}/end`);
  await done('PATCH', at, { settings: { approvesQuestions: true } });
  const asked = { content: 'Slides?', clientQuestionId: 'asked-1' };
  const { questionId } = await done('POST', `${at}/questions`, asked);
  await done('PUT', `${at}/questions/${questionId}/vote`, { on: true });
  await upload(api, guest, eventId, { name: 'a.txt', bytes: Buffer.from('hello') });
  await done('POST', '/api/account/exports');
  await done('PUT', '/api/notifications/settings', { hidesText: true, quietHours: null });
  await done('POST', '/api/notifications/devices', {
    kind: 'expo',
    token: 'ExponentPushToken[guest]',
  });
}

/** A guest leaves their id wherever a guest can. */
async function doEverything(api: TestApi, guest: ApiPerson, host: ApiPerson): Promise<string> {
  const eventId = await createEvent(guest);
  const at = `/api/events/${eventId}`;
  const done = async (by: ApiPerson, method: string, path: string, body?: object) => {
    const reply = await by.send(method, path, body);
    expect(reply.status, `${method} ${path}: ${JSON.stringify(reply.body)}`).toBeLessThan(300);
    return reply.body;
  };
  await done(host, 'PUT', `${at}/participation`, { status: 'attending' });
  await doMore(api, guest, eventId);
  await done(host, 'POST', `${at}/messages`, {
    content: 'hello',
    mentions: [{ userId: guest.id }],
  });
  const said = { content: 'mine', mentions: [{ group: 'everyone' }] };
  const { id } = await done(guest, 'POST', `${at}/messages`, said);
  await done(guest, 'PUT', `${at}/messages/${id}/reactions`, { emoji: '🎉', on: true });
  await done(guest, 'PUT', `${at}/pins/${id}`);
  const wrong = await done(guest, 'POST', `${at}/messages`, { content: 'wrong' });
  await done(guest, 'DELETE', `${at}/messages/${wrong.id}`);
  await done(guest, 'PUT', '/api/visibility', { isInvisible: true });
  const other = `/api/events/${await createEvent(host)}`;
  await done(guest, 'PUT', `${other}/participation`, { status: 'attending' });
  await done(host, 'PUT', `${other}/participants/${guest.id}/role`, { role: 'moderator' });
  const written = await done(guest, 'POST', `${at}/announcements`, { content: 'Doors open' });
  const { announcementId } = written;
  await done(guest, 'PUT', `${at}/announcements/${announcementId}/showing`);
  const seen = { eventId, announcementId } as const;
  await writeSightings(api.database.db, [
    { ...seen, userId: guest.id, how: 'live' },
    { ...seen, userId: host.id, how: 'later' },
  ]);
  await expandPushDue(api.database.db, { isHere: () => false, bundleMs: 1_000 });
  return `${at}/announcements/${announcementId}/report`;
}

test('[AUTH-7] [MENTION-8] what a guest has goes to their account, what they said stays theirs, and what both saw counts once', async () => {
  await using api = await startApi();
  const account = await signUp(api, 'Alice');
  const guest = await enterAsGuest(api, 'Wanderer');
  const report = await doEverything(api, guest, account);
  const fated = (...fates: readonly Fate[]) =>
    Object.keys(FATES).filter((column) => fates.includes(FATES[column] ?? 'no guest'));
  expect([...(await placesOf(api, guest.id))].toSorted()).toEqual(
    fated('moves', 'stays', 'ends').toSorted(),
  );

  await mergeGuest(api.database.db, { guestId: guest.id, accountId: account.id });
  const left = await placesOf(api, guest.id);
  expect(fated('stays').filter((column) => !left.has(column))).toEqual([]);
  expect(fated('moves', 'ends').filter((column) => left.has(column))).toEqual([]);
  const taken = await placesOf(api, account.id);
  expect(fated('moves').filter((column) => !taken.has(column))).toEqual([]);
  expect((await account.get(report)).body).toMatchObject({ seenLive: 1, seenLater: 0 });
  expect((await account.get('/api/mentions')).body.mentions).toHaveLength(1);
});

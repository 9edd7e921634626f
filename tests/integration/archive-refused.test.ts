import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { attend, call, signUp } from '../harness/api-person.ts';
import type { Claimed } from '../harness/archive.ts';
import { createTestDatabase } from '../harness/database.ts';
import {
  setRefusedArchives,
  type BadArchive,
  type RefusedArchives,
} from '../harness/refused-archives.ts';

let scene: RefusedArchives;

beforeAll(async () => {
  scene = await setRefusedArchives();
}, 60_000);

afterAll(() => scene[Symbol.asyncDispose]());

const first = (rows: Claimed[], change: object): void => {
  rows[0] = { ...rows[0], ...change };
};

const BAD: readonly BadArchive[] = [
  ['a file twice', ({ files }) => [...files, ['event.json', '{}']], /twice/],
  ['a file that is none of ours', ({ files }) => [...files, ['run.exe', 'MZ']], /does not belong/],
  [
    'no head',
    ({ files }) => [...files].filter(([path]) => path !== 'event.json'),
    /no export of an event/,
  ],
  ['a head that is no JSON', ({ instead }) => instead(['event.json', '{"format":']), /not JSON/],
  [
    'another format',
    ({ instead, head }) => instead(head((value) => (value.format = 'slack'))),
    /"format"/,
  ],
  [
    'a newer version',
    ({ instead, head }) => instead(head((value) => (value.version = 3))),
    /version 3.*update/,
  ],
  [
    'a part of a newer version',
    ({ instead, head }) => instead(head((value) => (value.counts['quizzes.ndjson'] = 1))),
    /does not know/,
  ],
  [
    'a line that is no JSON',
    ({ instead }) => instead(['pins.ndjson', 'null\n{']),
    /"pins\.ndjson", line 1/,
  ],
  [
    'a line that is too long',
    ({ instead }) => instead(['pins.ndjson', 'x'.repeat(300_000)]),
    /too long/,
  ],
  ['less than it says', ({ instead }) => instead(['reactions.ndjson', '']), /not whole/],
  [
    'a message twice',
    ({ instead, lines }) => instead(lines('messages.ndjson', (rows) => (rows[1] = rows[0]))),
    /twice/,
  ],
  [
    'an unknown field',
    ({ instead, lines }) =>
      instead(lines('messages.ndjson', (rows) => first(rows, { isAdmin: true }))),
    /line 1/,
  ],
  [
    'a role that there is not',
    ({ instead, lines }) =>
      instead(lines('participants.ndjson', (rows) => first(rows, { role: 'admin' }))),
    /"role"/,
  ],
  [
    'an id that is none',
    ({ instead, lines }) =>
      instead(lines('participants.ndjson', (rows) => first(rows, { userId: "x'; drop table" }))),
    /"userId"/,
  ],
  [
    'text that can not be stored',
    ({ instead, lines }) =>
      instead(lines('messages.ndjson', (rows) => first(rows, { content: 'a\0b' }))),
    /broken Unicode/,
  ],
  [
    'a picture of a file',
    ({ instead, head }) => instead(head((value) => (value.event.imageUrl = 'file:///etc/passwd'))),
    /imageUrl/,
  ],
  [
    'a place behind the end',
    ({ instead, lines }) => instead(lines('pins.ndjson', (rows) => first(rows, { seq: 9_999 }))),
    /behind the end/,
  ],
  [
    'an answer to nothing',
    ({ instead, lines }) =>
      instead(
        lines('messages.ndjson', (rows) => first(rows, { replyTo: { id: 'never', seq: 1 } })),
      ),
    /answers one/,
  ],
  [
    'a deleted message that speaks',
    ({ instead, lines }) =>
      instead(
        lines(
          'messages.ndjson',
          (rows) => (rows.find((row) => row.deletedAt).content = 'still here'),
        ),
      ),
    /still says/,
  ],
  [
    'counts that do not add up',
    ({ instead, lines }) =>
      instead(
        lines(
          'messages.ndjson',
          (rows) => (rows.find((row) => row.reactions).reactions = [['👍', 7]]),
        ),
      ),
    /add up/,
  ],
  [
    'a version of a message elsewhere',
    ({ instead, lines }) =>
      instead(lines('versions.ndjson', (rows) => first(rows, { messageId: 'elsewhere' }))),
    /not there/,
  ],
];

for (const bad of BAD) {
  test(
    `[IMPORT-2] [IMPORT-3] an archive with ${bad[0]} is refused with a line, and leaves nothing`,
    () => scene.expectRefused(bad),
    60_000,
  );
}

test('[IMPORT-2] what is damaged, cut off or no ZIP file is refused', async () => {
  const file = join(scene.folder, 'damaged.zip');
  const bytes = await readFile(scene.whole);
  const damaged = Buffer.from(bytes);
  // In the packed messages, behind their name.
  const messages = bytes.indexOf('messages.ndjson');
  damaged.fill(0, messages + 60, messages + 100);
  for (const content of [
    damaged,
    bytes.subarray(0, bytes.length - 100),
    Buffer.from('PK no'),
    Buffer.alloc(0),
  ]) {
    await writeFile(file, content);
    await expect(scene.importInto(scene.fresh, file)).rejects.toMatchObject({
      name: 'ArchiveRefused',
    });
  }
  // A name that leaves the folder: written over one of the same length, which no packer would do.
  const names = Buffer.from(
    bytes.toString('latin1').replaceAll('index.html', '../x/y.htm'),
    'latin1',
  );
  await writeFile(file, names);
  await expect(scene.importInto(scene.fresh, file)).rejects.toMatchObject({
    name: 'ArchiveRefused',
    message: expect.stringContaining('../x/y.htm'),
  });
}, 60_000);

test('[IMPORT-3] an event that is here already stays as it is, and so does an account with the same id', async () => {
  await expect(scene.importInto(scene.api.database, scene.whole)).rejects.toMatchObject({
    message: expect.stringContaining('is here already'),
  });
  await using other = await createTestDatabase();
  const own = {
    id: scene.busy.bob.id,
    name: 'Robert',
    email: 'robert@example.org',
    emailVerified: true,
  };
  await other.db.insertInto('user').values(own).execute();
  await scene.importInto(other, scene.whole);
  const bob = await other.db
    .selectFrom('user')
    .selectAll()
    .where('id', '=', scene.busy.bob.id)
    .executeTakeFirstOrThrow();
  expect(bob).toMatchObject(own);
}, 60_000);

test('[IMPORT-4] an imported event is as any other: its history, what is unread, its log go on, and nobody can sign in as who came with it', async () => {
  await using database = await createTestDatabase();
  await scene.importInto(database, scene.whole);
  await using there = await startApi({ database });
  const zoe = await signUp(there, 'Zoe');
  const event = `/api/events/${scene.busy.eventId}`;
  expect((await zoe.get(event)).body).toMatchObject({
    title: 'A <b>busy</b> event',
    attendingCount: 3,
  });
  await attend(zoe, scene.busy.eventId);
  const [here, copied] = [
    (await scene.busy.alice.get(`${event}/messages?limit=100`)).body,
    (await zoe.get(`${event}/messages?limit=100`)).body,
  ];
  // What one gave and voted oneself is another thing to each reader.
  const plain = (messages: Claimed[]) =>
    JSON.parse(JSON.stringify(messages, (key, value) => (key === 'own' ? undefined : value)));
  expect(plain(copied.messages)).toEqual(plain(here.messages));
  expect(copied.seq).toBe(here.seq + 1);
  expect(copied.epoch).not.toBe(here.epoch);
  const posted = await zoe.send('POST', `${event}/messages`, {
    content: 'Hello from the other side',
  });
  expect(posted.body.seq).toBe(here.seq + 2);
  const email = `${scene.busy.alice.id}@imported.invalid`;
  const body = { email, password: 'correct horse battery' };
  expect((await call(there, 'POST', '/api/auth/sign-in/email', { body })).status).toBe(401);
}, 60_000);

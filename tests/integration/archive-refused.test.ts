import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { Jobs } from '../../db/jobs.ts';
import { importEvent } from '../../lib/server/archive/read/import-event.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { attend, call, signUp } from '../harness/api-person.ts';
import {
  exportEvent,
  pack,
  rowsOf,
  unpack,
  type Claimed,
  type Unpacked,
} from '../harness/archive.ts';
import { busyEvent, type BusyEvent } from '../harness/busy-event.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { temporaryFolder, type TemporaryFolder } from '../harness/folder.ts';

let api: TestApi;
let fresh: TestDatabase;
let folder: TemporaryFolder;
let busy: BusyEvent;
let files: Unpacked;
let whole: string;

beforeAll(async () => {
  folder = temporaryFolder();
  api = await startApi();
  fresh = await createTestDatabase();
  busy = await busyEvent(api);
  whole = await exportEvent(api.database.db, busy.eventId, {
    folder: folder.path,
    name: 'whole.zip',
  });
  files = await unpack(whole);
}, 60_000);

afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

async function importInto(database: TestDatabase, file: string): Promise<unknown> {
  const jobs = new Jobs(database.pool, { onError: () => {} });
  try {
    return await importEvent({ db: database.db, jobs }, file);
  } finally {
    await jobs.stop();
  }
}

type Entries = (readonly [string, string])[];

const head = (change: (value: Claimed) => void): string => {
  const value = JSON.parse(files.get('event.json') ?? '');
  change(value);
  return JSON.stringify(value);
};

/** Some lines of a file otherwise. */
const lines = (path: string, change: (rows: Claimed[]) => void): [string, string] => {
  const rows = rowsOf(files, path);
  change(rows);
  return [path, rows.map((row) => `${JSON.stringify(row)}\n`).join('')];
};

const instead = (...changed: Entries): Entries => [...new Map([...files, ...changed])];
const first = (rows: Claimed[], change: object): void => {
  rows[0] = { ...rows[0], ...change };
};

const BAD: readonly (readonly [name: string, make: () => Entries, says: RegExp])[] = [
  ['a file twice', () => [...files, ['event.json', '{}']], /twice/],
  ['a file that is none of ours', () => [...files, ['run.exe', 'MZ']], /does not belong/],
  ['no head', () => [...files].filter(([path]) => path !== 'event.json'), /no export of an event/],
  ['a head that is no JSON', () => instead(['event.json', '{"format":']), /not JSON/],
  [
    'another format',
    () => instead(['event.json', head((value) => (value.format = 'slack'))]),
    /"format"/,
  ],
  [
    'a newer version',
    () => instead(['event.json', head((value) => (value.version = 2))]),
    /version 2.*update/,
  ],
  [
    'a part of a newer version',
    () => instead(['event.json', head((value) => (value.counts['quizzes.ndjson'] = 1))]),
    /does not know/,
  ],
  ['a line that is no JSON', () => instead(['pins.ndjson', 'null\n{']), /"pins\.ndjson", line 1/],
  ['a line that is too long', () => instead(['pins.ndjson', 'x'.repeat(300_000)]), /too long/],
  ['less than it says', () => instead(['reactions.ndjson', '']), /not whole/],
  [
    'a message twice',
    () => instead(lines('messages.ndjson', (rows) => (rows[1] = rows[0]))),
    /twice/,
  ],
  [
    'an unknown field',
    () => instead(lines('messages.ndjson', (rows) => first(rows, { isAdmin: true }))),
    /line 1/,
  ],
  [
    'a role that there is not',
    () => instead(lines('participants.ndjson', (rows) => first(rows, { role: 'admin' }))),
    /"role"/,
  ],
  [
    'an id that is none',
    () =>
      instead(lines('participants.ndjson', (rows) => first(rows, { userId: "x'; drop table" }))),
    /"userId"/,
  ],
  [
    'text that can not be stored',
    () => instead(lines('messages.ndjson', (rows) => first(rows, { content: 'a\0b' }))),
    /broken Unicode/,
  ],
  [
    'a picture of a file',
    () => instead(['event.json', head((value) => (value.event.imageUrl = 'file:///etc/passwd'))]),
    /imageUrl/,
  ],
  [
    'a place behind the end',
    () => instead(lines('pins.ndjson', (rows) => first(rows, { seq: 9_999 }))),
    /behind the end/,
  ],
  [
    'an answer to nothing',
    () =>
      instead(
        lines('messages.ndjson', (rows) => first(rows, { replyTo: { id: 'never', seq: 1 } })),
      ),
    /answers one/,
  ],
  [
    'a deleted message that speaks',
    () =>
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
    () =>
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
    () => instead(lines('versions.ndjson', (rows) => first(rows, { messageId: 'elsewhere' }))),
    /not there/,
  ],
];

for (const [name, make, says] of BAD) {
  test(`[IMPORT-2] [IMPORT-3] an archive with ${name} is refused with a line, and leaves nothing`, async () => {
    const file = join(folder.path, 'bad.zip');
    await pack(file, make());
    await expect(importInto(fresh, file)).rejects.toMatchObject({
      name: 'ArchiveRefused',
      message: expect.stringMatching(says),
    });
    for (const table of [
      'event',
      'event_log_head',
      'message',
      'user',
      'participation',
      'reaction',
    ] as const) {
      const { count } = await fresh.db
        .selectFrom(table)
        .select((x) => x.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      expect([table, count]).toEqual([table, 0]);
    }
  }, 60_000);
}

test('[IMPORT-2] what is damaged, cut off or no ZIP file is refused', async () => {
  const file = join(folder.path, 'damaged.zip');
  const bytes = await readFile(whole);
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
    await expect(importInto(fresh, file)).rejects.toMatchObject({ name: 'ArchiveRefused' });
  }
  // A name that leaves the folder: written over one of the same length, which no packer would do.
  const names = Buffer.from(
    bytes.toString('latin1').replaceAll('index.html', '../x/y.htm'),
    'latin1',
  );
  await writeFile(file, names);
  await expect(importInto(fresh, file)).rejects.toMatchObject({
    name: 'ArchiveRefused',
    message: expect.stringContaining('../x/y.htm'),
  });
}, 60_000);

test('[IMPORT-3] an event that is here already stays as it is, and so does an account with the same id', async () => {
  await expect(importInto(api.database, whole)).rejects.toMatchObject({
    message: expect.stringContaining('is here already'),
  });
  await using other = await createTestDatabase();
  const own = { id: busy.bob.id, name: 'Robert', email: 'robert@example.org', emailVerified: true };
  await other.db.insertInto('user').values(own).execute();
  await importInto(other, whole);
  const bob = await other.db
    .selectFrom('user')
    .selectAll()
    .where('id', '=', busy.bob.id)
    .executeTakeFirstOrThrow();
  expect(bob).toMatchObject(own);
}, 60_000);

test('[IMPORT-4] an imported event is as any other: its history, what is unread, its log go on, and nobody can sign in as who came with it', async () => {
  await using database = await createTestDatabase();
  await importInto(database, whole);
  await using there = await startApi({ database });
  const zoe = await signUp(there, 'Zoe');
  const event = `/api/events/${busy.eventId}`;
  expect((await zoe.get(event)).body).toMatchObject({
    title: 'A <b>busy</b> event',
    attendingCount: 3,
  });
  await attend(zoe, busy.eventId);
  const [here, copied] = [
    (await busy.alice.get(`${event}/messages?limit=100`)).body,
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
  const email = `${busy.alice.id}@imported.invalid`;
  const body = { email, password: 'correct horse battery' };
  expect((await call(there, 'POST', '/api/auth/sign-in/email', { body })).status).toBe(401);
}, 60_000);

import { afterAll, beforeAll, test } from 'vitest';

import { rowsOf, type Claimed, type Unpacked } from '../harness/archive.ts';
import {
  setRefusedArchives,
  type BadArchive,
  type Edits,
  type RefusedArchives,
} from '../harness/refused-archives.ts';

let scene: RefusedArchives;

beforeAll(async () => {
  scene = await setRefusedArchives();
}, 60_000);

afterAll(() => scene[Symbol.asyncDispose]());

const picture = (files: Unpacked): string =>
  [...files.keys()].find((path) => path.endsWith('stage.png')) ?? '';

/** The line of the file with this name otherwise. */
const withFile =
  (name: string, change: (row: Claimed, edits: Edits) => void) =>
  (edits: Edits): ReturnType<BadArchive[1]> =>
    edits.instead(
      edits.lines('files.ndjson', (rows) =>
        change(
          rows.find((row) => row.name === name),
          edits,
        ),
      ),
    );

const withFiles =
  (change: (rows: Claimed[]) => void) =>
  ({ instead, lines }: Edits): ReturnType<BadArchive[1]> =>
    instead(lines('files.ndjson', change));

const withMessages =
  (change: (rows: Claimed[]) => void) =>
  ({ instead, lines }: Edits): ReturnType<BadArchive[1]> =>
    instead(lines('messages.ndjson', change));

const flipped = (text = ''): string =>
  `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) ^ 1)}`;

const BAD: readonly BadArchive[] = [
  [
    'a file missing',
    ({ files }) => [...files].filter(([path]) => path !== picture(files)),
    /is missing/,
  ],
  [
    'a thumbnail missing',
    ({ files }) => [...files].filter(([path]) => !path.startsWith('thumbnails/')),
    /is missing/,
  ],
  ['a file too many', ({ files }) => [...files, ['files/another/one.txt', 'x']], /of no message/],
  [
    'a file that is longer',
    ({ files, instead }) => instead([picture(files), `${files.get(picture(files))}.`]),
    /bytes and should/,
  ],
  [
    'a file that was altered',
    ({ files, instead }) => instead([picture(files), flipped(files.get(picture(files)))]),
    /altered/,
  ],
  ['files that are packed', ({ files }) => [...files], /is packed/],
  [
    'a file that leads elsewhere',
    withFile('stage.png', (row) => (row.content.path = '../../etc/passwd')),
    /is missing/,
  ],
  [
    'rows for a file',
    withFile('stage.png', (row) => (row.content.path = 'messages.ndjson')),
    /is missing/,
  ],
  ['an id of a file twice', withFiles((rows) => (rows[1].id = rows[0].id)), /twice/],
  ['one file for two', withFiles((rows) => (rows[1].content = rows[0].content)), /two files/],
  [
    'an id of a file that none of ours is',
    withFile('stage.png', (row) => (row.id = 'x.picture')),
    /"id"/,
  ],
  [
    'a page that says it is a picture',
    withFile('page.html', (row) => Object.assign(row, { kind: 'image', type: 'text/html' })),
    /"type"/,
  ],
  [
    'a page as a document to be shown',
    withFile('page.html', (row) => (row.type = 'image/png')),
    /another type/,
  ],
  [
    'a document that says it is a sound',
    withFile('page.html', (row) => Object.assign(row, { kind: 'audio', type: 'audio/mpeg' })),
    /is not audio\/mpeg/,
  ],
  [
    'a picture of another type',
    withFile('stage.png', (row) => (row.type = 'image/webp')),
    /is not image\/webp/,
  ],
  ['a program', withFile('page.html', (row) => (row.name = 'page.exe')), /is a program/],
  [
    'a file of a message that brings none',
    withFile('stage.png', (row, { files }) => {
      row.messageId = rowsOf(files, 'messages.ndjson')[0].id;
    }),
    /do not agree/,
  ],
  [
    'a message whose file is another one',
    withMessages((rows) => {
      rows.find(({ attachments }) => attachments).attachments[0].width = 7;
    }),
    /do not agree/,
  ],
  ['fewer files than it says', withFiles((rows) => void rows.pop()), /of no message/],
  [
    'a preview of another link',
    withMessages((rows) => {
      rows.find(({ preview }) => preview?.isShown).preview.url = 'https://example.com/';
    }),
    /another link/,
  ],
];

for (const bad of BAD) {
  test(
    `[IMPORT-2] [IMPORT-3] an archive with ${bad[0]} is refused with a line, and leaves nothing`,
    () => scene.expectRefused(bad),
    60_000,
  );
}

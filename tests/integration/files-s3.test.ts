import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';

import { expect, test, vi } from 'vitest';

import { startApi } from '../harness/api.ts';
import { meetByApi } from '../harness/api-person.ts';
import {
  beginUpload,
  contentPath,
  download,
  outcomeOf,
  sendBytes,
  uploaded,
} from '../harness/files.ts';
import { photo } from '../harness/pictures.ts';
import { startS3 } from '../harness/s3.ts';

const MB = 1_000_000;

test('[FILE-17] files in a bucket come in parts, are looked at, asked for in ranges, and leave nothing when they are deleted', async () => {
  await using s3 = await startS3();
  await using api = await startApi({ s3: s3.settings });
  const { alice, bob, eventId, messages } = await meetByApi(api);
  const bytes = randomBytes(12 * MB);
  const begun = await beginUpload(api, alice, { eventId, name: 'noise.bin', size: bytes.length });
  const path = begun.headers.get('location') ?? '';
  const id = path.split('/').at(-1) ?? '';
  const half = 7 * MB + 1;
  const first = await sendBytes(api, alice, { path, offset: 0, bytes: bytes.subarray(0, half) });
  expect([first.status, first.headers.get('upload-offset')]).toEqual([204, String(half)]);
  const second = await sendBytes(api, alice, { path, offset: half, bytes: bytes.subarray(half) });
  expect(second.status).toBe(204);
  expect(await outcomeOf(alice, eventId, id)).toMatchObject({ state: 'ready', size: 12 * MB });
  const picture = await uploaded(api, alice, eventId, { name: 'a.jpg', bytes: await photo() });
  expect(picture).toMatchObject({ state: 'ready', width: 800 });

  const body = { content: '', attachments: [id, picture.id] };
  const sent = await alice.send('POST', messages, body);
  const all = await download(api, bob, contentPath(eventId, id));
  expect(Buffer.from(await all.arrayBuffer()).equals(bytes)).toBe(true);
  const range = { range: `bytes=${half - 2}-${half + 1}` };
  const part = await download(api, bob, contentPath(eventId, id), range);
  expect(part.status).toBe(206);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(half - 2, half + 2));

  await alice.send('DELETE', `${messages}/${sent.body.id}`);
  expect((await download(api, bob, contentPath(eventId, id))).status).toBe(404);
  await vi.waitFor(
    () => expect(readdirSync(s3.folder).filter((name) => !name.startsWith('.'))).toEqual([]),
    { timeout: 20_000 },
  );
}, 120_000);

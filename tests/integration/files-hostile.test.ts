import sharp from 'sharp';
import { expect, test } from 'vitest';

import { startApi, type TestApi } from '../harness/api.ts';
import { meetByApi, type ApiPerson } from '../harness/api-person.ts';
import { beginUpload, contentPath, download, uploaded, wordsOf } from '../harness/files.ts';
import { movingGif, photo, png } from '../harness/pictures.ts';

/** Pictures are made, sent and made anew, beside everything else that a machine does. */
const SLOW_MS = 90_000;

const PROGRAM = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]);
const SVG = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
);
const HTML = Buffer.from('<!doctype html><script>alert(document.cookie)</script>');

async function expectDownload(api: TestApi, person: ApiPerson, path: string): Promise<void> {
  const answer = await download(api, person, path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  await answer.body?.cancel();
}

test(
  '[FILE-2] SVG and HTML are downloads of no type, whatever they say that they are',
  async () => {
    await using api = await startApi();
    const { alice, eventId } = await meetByApi(api);
    for (const given of [
      { name: 'logo.svg', bytes: SVG },
      { name: 'page.html', bytes: HTML },
    ]) {
      const file = await uploaded(api, alice, eventId, given);
      expect(file).toMatchObject({ state: 'ready', kind: 'document', name: given.name });
      await expectDownload(api, alice, contentPath(eventId, file.id));
    }
  },
  SLOW_MS,
);

test(
  '[FILE-3] what says that it is a picture and is none is refused, and so is a program by any name',
  async () => {
    await using api = await startApi();
    const { alice, eventId } = await meetByApi(api);
    const outcomes = [
      [{ name: 'photo.jpg', bytes: PROGRAM }, 'not-allowed'],
      [{ name: 'setup.exe', bytes: Buffer.from('anything') }, 'not-allowed'],
      [{ name: 'photo.png', bytes: HTML }, 'not-a-picture'],
      [{ name: 'half.jpg', bytes: (await photo()).subarray(0, 900) }, 'not-a-picture'],
      [
        {
          name: 'scan.tiff',
          bytes: await sharp(await photo())
            .tiff()
            .toBuffer(),
        },
        'not-a-picture',
      ],
    ] as const;
    for (const [given, code] of outcomes) {
      const file = await uploaded(api, alice, eventId, given);
      expect([given.name, file.state, file.refusal?.code]).toEqual([given.name, 'refused', code]);
      expect(file.refusal?.message).toMatch(/^[A-Z].+\.$/);
      expect((await download(api, alice, contentPath(eventId, file.id))).status).toBe(404);
    }
  },
  SLOW_MS,
);

test(
  '[FILE-4] pictures of too many pixels are refused before they are unpacked; of one that moves too long the first frame is left',
  async () => {
    await using api = await startApi();
    const { alice, eventId } = await meetByApi(api);
    const huge = await png({ width: 10_000, height: 10_000 });
    // A few kilobytes that would be 3.6 GB.
    const bomb = Buffer.from(await png({ width: 100, height: 100 }));
    bomb.writeUInt32BE(30_000, 16);
    bomb.writeUInt32BE(30_000, 20);
    const large = await uploaded(api, alice, eventId, { name: 'huge.png', bytes: huge });
    expect(large).toMatchObject({ state: 'refused', refusal: { code: 'too-large' } });
    const refused = await uploaded(api, alice, eventId, { name: 'bomb.png', bytes: bomb });
    expect(refused.state).toBe('refused');

    const long = await movingGif(5_000, { width: 16, height: 16 });
    expect((await sharp(long).metadata()).pages).toBe(5_000);
    const still = await uploaded(api, alice, eventId, { name: 'long.gif', bytes: long });
    expect(still).toMatchObject({ state: 'ready', type: 'image/png', name: 'long.png', width: 16 });
    const short = await movingGif(12, { width: 32, height: 20 });
    const moving = await uploaded(api, alice, eventId, { name: 'short.gif', bytes: short });
    expect(moving).toMatchObject({ type: 'image/webp', name: 'short.webp', width: 32, height: 20 });
    const kept = await download(api, alice, contentPath(eventId, moving.id));
    const { pages } = await sharp(Buffer.from(await kept.arrayBuffer())).metadata();
    expect(pages).toBe(12);
  },
  SLOW_MS,
);

test(
  '[FILE-5] a name is one visible line without a folder',
  async () => {
    await using api = await startApi();
    const { alice, eventId } = await meetByApi(api);
    const bytes = Buffer.from('some text');
    const names = [
      ['../../etc/passwd', 'passwd'],
      ['C:\\Users\\me\\notes.txt', 'notes.txt'],
      ['plan\u202Etxt.pdf', 'plantxt.pdf'],
      ['a\u0000b\n.txt', 'ab.txt'],
      ['..', 'file'],
      [`${'x'.repeat(300)}.txt`, `${'x'.repeat(116)}.txt`],
    ] as const;
    for (const [given, name] of names) {
      const file = await uploaded(api, alice, eventId, { name: given, bytes });
      expect([given, file.name]).toEqual([given, name]);
    }
    const file = await uploaded(api, alice, eventId, { name: 'Größe “1”.txt', bytes });
    const answer = await download(api, alice, contentPath(eventId, file.id));
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="Gr__e _1_.txt"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%80%9C1%E2%80%9D.txt`,
    );
  },
  SLOW_MS,
);

test(
  '[FILE-6] sizes and numbers have limits',
  async () => {
    const limits = { uploadMb: 1, unsentFiles: 2, uploadsPerHour: 4 };
    await using api = await startApi({ limits });
    const { alice, eventId } = await meetByApi(api);
    const begin = async (size: number) => {
      const answer = await beginUpload(api, alice, { eventId, name: 'a.txt', size });
      return [answer.status, await wordsOf(answer)];
    };
    expect(await begin(1_000_001)).toEqual([413, 'A file can have at most 1 MB.']);
    expect(await begin(0)).toEqual([400, 'This file is empty.']);
    expect((await begin(10))[0]).toBe(201);
    expect((await begin(10))[0]).toBe(201);
    expect(await begin(10)).toEqual([
      429,
      expect.stringMatching(/too many files that you did not send/),
    ]);
    expect((await begin(10))[0]).toBe(429);
    expect(await begin(10)).toEqual([429, expect.stringMatching(/uploading too many files/)]);
  },
  SLOW_MS,
);

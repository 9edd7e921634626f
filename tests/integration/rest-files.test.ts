import sharp from 'sharp';
import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { meetByApi } from '../harness/api-person.ts';
import { contentPath, download, uploaded } from '../harness/files.ts';
import { photo } from '../harness/pictures.ts';

test('[FILE-1] a photo is sent upright, without its place, with a thumbnail and a placeholder', async () => {
  await using api = await startApi();
  const { alice, bob, eventId, messages } = await meetByApi(api);
  const taken = await photo();
  expect((await sharp(taken).metadata()).exif?.includes('Canary Phones')).toBe(true);

  const file = await uploaded(api, alice, eventId, { name: 'tower.jpeg', bytes: taken });
  expect(file).toMatchObject({
    state: 'ready',
    kind: 'image',
    name: 'tower.jpeg',
    type: 'image/jpeg',
    width: 800,
    height: 1_200,
  });
  const sent = await alice.send('POST', messages, { content: '', attachments: [file.id] });
  expect(sent.status).toBe(201);

  const page = await bob.get(messages);
  expect(page.body.messages.at(-1)).toMatchObject({
    content: '',
    attachments: [{ id: file.id, width: 800, height: 1_200, placeholder: file.placeholder }],
  });
  const shown = await download(api, bob, contentPath(eventId, file.id));
  expect(shown.status).toBe(200);
  const bytes = Buffer.from(await shown.arrayBuffer());
  expect(bytes.length).toBe(file.size);
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 800, height: 1_200 });
  const { exif, xmp, orientation } = await sharp(bytes).metadata();
  expect([exif, xmp, orientation]).toEqual([undefined, undefined, undefined]);
  const small = await download(api, bob, `/api/events/${eventId}/files/${file.id}/thumbnail`);
  const thumbnail = await sharp(Buffer.from(await small.arrayBuffer())).metadata();
  expect(thumbnail).toMatchObject({ format: 'webp', width: 427, height: 640 });
}, 90_000);

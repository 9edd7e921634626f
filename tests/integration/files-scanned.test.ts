import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { meetByApi } from '../harness/api-person.ts';
import { startClamd, STREAM_MAX_BYTES, VIRUS } from '../harness/clamd.ts';
import { outcomeOf, upload, uploaded } from '../harness/files.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { photo } from '../harness/pictures.ts';
import { clamd } from '../harness/requirements.ts';

const SLOW_MS = 90_000;
const text = (words: string) => ({ name: 'a.txt', bytes: Buffer.from(words) });

test.runIf(clamd.path)(
  '[FILE-18] where there is a scanner it is asked of every file before anything reads it, and what it finds is refused',
  async () => {
    await using scanner = await startClamd();
    await using api = await startApi({ clamd: scanner.socket });
    const { alice, eventId } = await meetByApi(api);
    expect(await uploaded(api, alice, eventId, text('harmless'))).toMatchObject({ state: 'ready' });
    const picture = { name: 'a.jpg', bytes: await photo() };
    expect(await uploaded(api, alice, eventId, picture)).toMatchObject({ state: 'ready' });
    const infected = Buffer.concat([picture.bytes, Buffer.from(VIRUS)]);
    for (const given of [text(`so ${VIRUS} it is`), { name: 'a.jpg', bytes: infected }]) {
      const file = await uploaded(api, alice, eventId, given);
      expect(file).toMatchObject({ state: 'refused', refusal: { code: 'infected' } });
    }
    const long = { name: 'long.bin', bytes: Buffer.alloc(2 * STREAM_MAX_BYTES, 'x') };
    const refused = await uploaded(api, alice, eventId, long);
    expect(refused).toMatchObject({ state: 'refused', refusal: { code: 'not-checked' } });
  },
  SLOW_MS,
);

test.runIf(clamd.path)(
  '[FILE-19] while the scanner is away files wait for it, and are refused after a time',
  async () => {
    using folder = temporaryFolder();
    const away = `${folder.path}/nobody.sock`;
    await using api = await startApi({ clamd: away, limits: { scanWaitSeconds: 1 } });
    const { alice, eventId } = await meetByApi(api);
    const id = await upload(api, alice, eventId, text('harmless'));
    const { body } = await alice.get(`/api/events/${eventId}/files/${id}`);
    expect(body.state).toBe('checking');
    const messages = `/api/events/${eventId}/messages`;
    const sent = await alice.send('POST', messages, { content: '', attachments: [id] });
    expect([sent.status, sent.body.error.message]).toEqual([
      400,
      expect.stringMatching(/not ready yet/),
    ]);
    const outcome = await outcomeOf(alice, eventId, id);
    expect(outcome).toMatchObject({ state: 'refused', refusal: { code: 'not-checked' } });
  },
  SLOW_MS,
);

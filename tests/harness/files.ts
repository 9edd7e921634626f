import { expect, vi } from 'vitest';
import { z } from 'zod';

import type { FileDetails } from '../../protocol/files.ts';
import type { ApiPerson, Reply } from './api-person.ts';
import type { TestApi } from './api.ts';

type Api = Pick<TestApi, 'url'>;

const TUS = { 'tus-resumable': '1.0.0' };

interface Given {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer> | Buffer;
}

const asText = (text: string): string => Buffer.from(text).toString('base64');

export const bearer = ({ token }: Pick<ApiPerson, 'token'>) => ({
  authorization: `Bearer ${token}`,
});

/** Begins an upload as a client of tus does; sends nothing of it yet. */
export const beginUpload = (
  api: Api,
  person: Pick<ApiPerson, 'token'>,
  {
    eventId,
    name,
    size,
  }: { readonly eventId: string; readonly name: string; readonly size: number },
): Promise<Response> =>
  fetch(`${api.url}/api/events/${eventId}/uploads`, {
    method: 'POST',
    headers: {
      ...TUS,
      ...bearer(person),
      'upload-length': String(size),
      'upload-metadata': `filename ${asText(name)},filetype ${asText('image/jpeg')}`,
    },
  });

const Refused = z.object({ error: z.object({ message: z.string() }) });

/** Why a request was refused, for people. */
export async function wordsOf(answer: Response): Promise<string | undefined> {
  const parsed = Refused.safeParse(await answer.json().catch(() => null));
  return parsed.data?.error.message;
}

/** Sends bytes of an upload. */
export const sendBytes = (
  api: Api,
  person: Pick<ApiPerson, 'token'>,
  { path, offset, bytes }: { path: string; offset: number; bytes: Given['bytes'] },
): Promise<Response> =>
  fetch(api.url + path, {
    method: 'PATCH',
    headers: {
      ...TUS,
      ...bearer(person),
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(bytes),
  });

/** Uploads a file whole; answers its id. */
export async function upload(
  api: Api,
  person: ApiPerson,
  eventId: string,
  { name, bytes }: Given,
): Promise<string> {
  const begun = await beginUpload(api, person, { eventId, name, size: bytes.length });
  if (begun.status !== 201) throw new Error(`no upload: ${begun.status} ${await begun.text()}`);
  const path = begun.headers.get('location') ?? '';
  const sent = await sendBytes(api, person, { path, offset: 0, bytes });
  if (sent.status !== 204) throw new Error(`not sent: ${sent.status} ${await sent.text()}`);
  return path.split('/').at(-1) ?? '';
}

/** What becomes of a file, once the server has looked at it. */
export const outcomeOf = (
  person: ApiPerson,
  eventId: string,
  fileId: string,
): Promise<FileDetails> =>
  vi.waitFor(
    async () => {
      const reply: Reply = await person.get(`/api/events/${eventId}/files/${fileId}`);
      expect(reply.status).toBe(200);
      expect(['ready', 'refused']).toContain(reply.body.state);
      return reply.body as FileDetails;
    },
    { timeout: 40_000, interval: 50 },
  );

/** The same for a file that is uploaded for it. */
export const uploaded = async (
  api: Api,
  person: ApiPerson,
  eventId: string,
  given: Given,
): Promise<FileDetails> => outcomeOf(person, eventId, await upload(api, person, eventId, given));

/** The bytes of a file, or what is answered in their place. */
export const download = (
  api: Api,
  person: Pick<ApiPerson, 'token'>,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> => fetch(api.url + path, { headers: { ...bearer(person), ...headers } });

export const contentPath = (eventId: string, fileId: string): string =>
  `/api/events/${eventId}/files/${fileId}/content`;

import { toAttachment, type FileRow } from '../../../db/file-rows.ts';
import { findFile } from '../../../db/files.ts';
import { DOWNLOAD_TYPE, isInline } from '../../../domain/file-types.ts';
import { noSuchFile } from '../../../domain/refusals.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type { FileDetails, FileRefusalCode } from '../../../protocol/files.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import { contentKey, thumbnailKey } from '../../server/file-keys.ts';
import { readRange } from '../files/range.ts';
import { respondRefusal, toBody } from '../respond.ts';
import type { Call, OpenCall } from '../route.ts';
import type { Services } from '../services.ts';

/** What is wrong with a refused file, for whoever sent it. */
const WORDS: Readonly<Record<FileRefusalCode, string>> = {
  'too-large': 'This picture has too many pixels: at most 25 million, as in 6,000 × 4,000.',
  'not-a-picture':
    'This can’t be shown: it is damaged, or of another kind than its name says. Send pictures as JPEG, PNG, WebP or GIF.',
  'not-allowed': 'Programs can’t be sent here.',
  infected: 'The virus scanner found something in this file.',
  'not-checked': 'This file could not be checked for viruses. Please try again later.',
};

/** `GET …/files/{fileId}`. */
export async function read(
  { db, files }: Services,
  { person, eventId, fileId }: Call,
): Promise<Result<FileDetails, ProtocolError>> {
  const found = await findFile(db, { id: fileId, eventId, userId: person.id });
  if (!found.ok) return found;
  const file = found.value;
  const { state } = file;
  if (state === 'gone' || state === 'importing') return fail(noSuchFile);
  const { refusal_code: code } = file;
  if (state === 'uploading' && (await isAllThere(files, file))) {
    // The process that got its last byte ended before it could say so.
    await files.keeper.arrived(file);
    return ok({ ...toAttachment(file), state: 'checking' });
  }
  return ok({
    ...toAttachment(file),
    state,
    ...(code !== null && { refusal: { code, message: WORDS[code] } }),
  });
}

const isAllThere = async (files: Services['files'], { id, size }: FileRow): Promise<boolean> =>
  (await (await files.store()).sizeOf(id)) === size;

/** `GET …/files/{fileId}/content`. */
export async function content(services: Services, call: OpenCall): Promise<Response> {
  const found = await findReady(services, call);
  if (!found.ok) return respondRefusal(found.error);
  const { id, kind, type, size, name } = found.value;
  return sendBytes(services, call.request, {
    key: contentKey({ id, kind }),
    tag: id,
    size,
    type: isInline(kind) ? type : DOWNLOAD_TYPE,
    disposition: `${isInline(kind) ? 'inline' : 'attachment'}; ${asParameter(name)}`,
  });
}

/** `GET …/files/{fileId}/thumbnail`: of pictures alone. */
export async function thumbnail(services: Services, call: OpenCall): Promise<Response> {
  const found = await findReady(services, call);
  if (!found.ok) return respondRefusal(found.error);
  const { id, kind } = found.value;
  const key = thumbnailKey(id);
  const size = kind === 'image' ? await (await services.files.store()).sizeOf(key) : null;
  if (size === null) return respondRefusal(noSuchFile);
  const type = 'image/webp';
  return sendBytes(services, call.request, { key, tag: key, size, type, disposition: 'inline' });
}

async function findReady(
  { db }: Services,
  { person, eventId, fileId }: OpenCall,
): Promise<Result<FileRow, ProtocolError>> {
  const found = await findFile(db, { id: fileId, eventId, userId: person.id });
  return found.ok && found.value.state !== 'ready' ? fail(noSuchFile) : found;
}

interface Sent {
  readonly key: string;
  readonly tag: string;
  readonly size: number;
  readonly type: string;
  readonly disposition: string;
}

/** A file never changes, but may be asked for only by who may read: each look at a kept copy asks again. */
async function sendBytes(
  { files }: Services,
  { headers: asked }: Request,
  { key, tag, size, type, disposition }: Sent,
): Promise<Response> {
  const etag = `"${tag}"`;
  const headers = new Headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-type': type,
    'content-disposition': disposition,
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-site',
    'x-content-type-options': 'nosniff',
  });
  if (asked.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const isCurrent = asked.get('if-range') === null || asked.get('if-range') === etag;
  const range = isCurrent ? readRange(asked.get('range'), size) : null;
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  headers.set('content-length', String(end - start + 1));
  if (range !== null) headers.set('content-range', `bytes ${start}-${end}/${size}`);
  const store = await files.store();
  const body = toBody(await store.open(key, { start, end }));
  return new Response(body, { status: range === null ? 200 : 206, headers });
}

/** A name as RFC 6266 has it: in Latin letters, and as it is for those that read that. */
function asParameter(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

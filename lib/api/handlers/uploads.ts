import { createFile, findFile, takeBack } from '../../../db/files.ts';
import { cleanFileName } from '../../../domain/file-names.ts';
import { DOWNLOAD_TYPE, kindOfName } from '../../../domain/file-types.ts';
import { noSuchEvent, noSuchFile, tooFast } from '../../../domain/refusals.ts';
import { refuseUpload } from '../../../domain/uploading.ts';
import { refusal, type ProtocolError } from '../../../protocol/errors.ts';
import { respondRefusal } from '../respond.ts';
import type { OpenCall } from '../route.ts';
import type { Services } from '../services.ts';

const noLength = refusal('invalid', 'Say with `Upload-Length` how many bytes the file has.');
const empty = refusal('invalid', 'This file is empty.');
const notTus = refusal(
  'invalid',
  'Files are uploaded by tus 1.0: send the header `Tus-Resumable: 1.0.0`.',
);
const tooMany = refusal(
  'rate-limited',
  'You have too many files that you did not send. Send or remove some of them first.',
  60_000,
);

/** `POST …/uploads`: a file is to come. */
export async function begin(services: Services, call: OpenCall): Promise<Response> {
  const { files, newId } = services;
  const refused = await refuseBeginning(services, call);
  if (refused !== null) return refused;
  const fileId = newId();
  const name = cleanFileName(nameIn(call.request.headers.get('upload-metadata') ?? ''));
  const size = Number(call.request.headers.get('upload-length'));
  const { eventId, person } = call;
  const kind = kindOfName(name);
  const isNoted = await createFile(
    services.db,
    { id: fileId, eventId, uploaderId: person.id, name, size, kind, type: DOWNLOAD_TYPE },
    files.unsentMax,
  );
  if (!isNoted) return respondRefusal(tooMany);
  const uploads = await files.uploads();
  return inWords(files.maxBytes, await uploads({ request: call.request, eventId, fileId, name }));
}

async function refuseBeginning(services: Services, call: OpenCall): Promise<Response | null> {
  const { budgets, files } = services;
  const { person, eventId, request } = call;
  const access = await files.readAccess({ eventId, userId: person.id });
  if (access === null) return respondRefusal(noSuchEvent);
  const { participation, head, now } = access;
  const silent = refuseUpload({ account: person, participation, mode: head.mode, now });
  if (silent !== null) return respondRefusal(silent);
  if (!request.headers.has('tus-resumable')) return respondRefusal(notTus, 412);
  const length = request.headers.get('upload-length') ?? '';
  if (!/^\d{1,15}$/.test(length)) return respondRefusal(noLength);
  if (Number(length) === 0) return respondRefusal(empty);
  if (Number(length) > files.maxBytes) return respondRefusal(tooLarge(files.maxBytes), 413);
  const exceeded = await budgets.uploads.take(person.id);
  return exceeded === null
    ? null
    : respondRefusal(tooFast('You are uploading too many files.', exceeded));
}

const tooLarge = (maxBytes: number): ProtocolError =>
  refusal('invalid', `A file can have at most ${Math.floor(maxBytes / 1_000_000)} MB.`);

/** The name in tus's list of `key base64`; what is not valid there tus refuses itself. */
function nameIn(metadata: string): string {
  const [, encoded = ''] = /(?:^|,)\s*filename +([A-Za-z0-9+/=]+)/.exec(metadata) ?? [];
  return Buffer.from(encoded, 'base64').toString('utf8');
}

/** `HEAD` and `PATCH …/uploads/{fileId}`: how much is there, and more of it. */
export async function proceed(services: Services, call: OpenCall): Promise<Response> {
  const { db, files } = services;
  const { person, eventId, fileId, request } = call;
  const found = await findFile(db, { id: fileId, eventId, userId: person.id });
  if (!found.ok) return respondRefusal(found.error);
  const { uploader_id: uploaderId, state, name, size } = found.value;
  if (uploaderId !== person.id) return respondRefusal(noSuchFile);
  // Of what was looked at there may be nothing left as it was sent.
  if (state !== 'uploading') return finished(request, size);
  const uploads = await files.uploads();
  return inWords(files.maxBytes, await uploads({ request, eventId, fileId, name }));
}

const TUS = { 'tus-resumable': '1.0.0', 'cache-control': 'no-store' };

/** A client that did not hear of the end asks how much is there, or repeats the end. */
const finished = ({ method }: Request, size: number): Response =>
  method === 'HEAD'
    ? new Response(null, {
        status: 200,
        headers: { ...TUS, 'upload-offset': String(size), 'upload-length': String(size) },
      })
    : respondRefusal(refusal('invalid', 'This file is complete already.'), 409);

/** `DELETE …/uploads/{fileId}`: takes a file back that was not sent. */
export async function end(services: Services, call: OpenCall): Promise<Response> {
  const { db, files } = services;
  const { person, eventId, fileId, request } = call;
  if (!(await takeBack(db, { id: fileId, eventId, userId: person.id })))
    return respondRefusal(noSuchFile);
  const uploads = await files.uploads();
  // Ends a request that is sending bytes of it; that there are none any more is no matter.
  await uploads({ request, eventId, fileId, name: '' });
  return new Response(null, { status: 204, headers: TUS });
}

/** What tus refuses in its words, in ours, with its status: its clients go by that. */
function inWords(maxBytes: number, response: Response): Response {
  const { status } = response;
  if (status < 400) return response;
  const answer = respondRefusal(refusalOf(status, maxBytes), status);
  for (const name of ['tus-resumable', 'upload-offset', 'upload-expires']) {
    const value = response.headers.get(name);
    if (value !== null) answer.headers.set(name, value);
  }
  return answer;
}

function refusalOf(status: number, maxBytes: number): ProtocolError {
  if (status === 413) return tooLarge(maxBytes);
  if (status === 404 || status === 410) return noSuchFile;
  if (status === 409)
    return refusal('invalid', 'That is not where the upload has arrived. Ask where, by HEAD.');
  if (status >= 500) return refusal('internal', 'The file could not be stored. Please try again.');
  return refusal('invalid', 'This is not a request of tus 1.0 that can be answered.');
}

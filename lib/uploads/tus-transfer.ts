import type { DetailedError, Upload as TusUpload } from 'tus-js-client';
import { z } from 'zod';

import { refusal } from '../../protocol/errors.ts';
import type { ErrorCode, ProtocolError } from '../../protocol/errors.ts';
import { eventPath } from '../rest-client/paths.ts';
import { LenientRefusal } from '../socket-client/answers.ts';
import { parseJson } from '../storage/parse-json.ts';
import type { OpenTransfer, Transfer, TransferEvents } from './transport.ts';
import type { ChosenFile } from './upload.ts';

/** So much goes in one request: short enough for what proxies and servers give a request of time and size. */
const CHUNK_BYTES = 5 * 1_024 * 1_024;

export interface TusOptions {
  /** Origin of the API without a slash at its end; empty for the page's own. */
  readonly baseUrl: string;
  readonly eventId: string;
  /** For programs without cookies: the session's token, sent as a bearer. */
  readonly getToken?: (() => Promise<string | null>) | undefined;
}

/** Sends files by the tus protocol, so that an interrupted one goes on where it was. */
export const tusTransfers =
  (options: TusOptions): OpenTransfer =>
  (file, events) => {
    let isWanted = false;
    let upload: TusUpload | null = null;
    // The library is fetched with the first file that somebody sends.
    const open = async (): Promise<void> => {
      try {
        const { Upload } = await import('tus-js-client');
        upload ??= new Upload(
          file.source as File,
          uploadOptions(options, file, events, () => upload),
        );
        if (isWanted) upload.start();
      } catch {
        events.onError(UNREACHABLE);
      }
    };
    const stop = (isDiscarded: boolean): void => {
      isWanted = false;
      // What can't be told to the server now, it forgets by itself.
      void upload?.abort(isDiscarded).catch(() => undefined);
    };
    const transfer: Transfer = {
      start() {
        isWanted = true;
        void open();
      },
      stop: () => stop(false),
      discard: () => stop(true),
    };
    return transfer;
  };

function uploadOptions(
  { baseUrl, eventId, getToken }: TusOptions,
  { name, type }: ChosenFile,
  events: TransferEvents,
  current: () => TusUpload | null,
): ConstructorParameters<typeof TusUpload>[1] {
  return {
    endpoint: `${baseUrl}${eventPath(eventId, '/uploads')}`,
    metadata: { filename: name, ...(type !== '' && { filetype: type }) },
    chunkSize: CHUNK_BYTES,
    // The carrier waits and goes on, since it also hears of the network.
    retryDelays: null,
    storeFingerprintForResuming: false,
    onBeforeRequest: async (request) => {
      const token = (await getToken?.()) ?? null;
      if (token !== null) request.setHeader('Authorization', `Bearer ${token}`);
    },
    onProgress: events.onProgress,
    onSuccess: () => events.onSent(fileIdIn(current()?.url ?? '')),
    onError: (error) => events.onError(toProtocolError(error)),
  };
}

const fileIdIn = (url: string): string =>
  url
    .replace(/[/?#]*$/, '')
    .split('/')
    .at(-1) ?? '';

const UNREACHABLE = refusal(
  'unavailable',
  "Hallway can't be reached right now. Check your connection and try again.",
);

/** Codes and words for answers that are not ours, as of a proxy in between. */
const BY_STATUS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  401: ['unauthenticated', 'Please sign in again.'],
  403: ['forbidden', 'You may not send files here.'],
  413: ['invalid', 'This file is too large to be sent.'],
  // Another request of the same upload has not ended yet, or ended elsewhere: the next try asks where.
  409: ['unavailable', 'The upload was interrupted.'],
  423: ['unavailable', 'The upload was interrupted.'],
  429: ['rate-limited', 'That was a bit fast. Please wait a moment and try again.'],
  502: ['unavailable', 'Hallway is not available right now. Please try again in a moment.'],
  503: ['unavailable', 'Hallway is not available right now. Please try again in a moment.'],
  504: ['unavailable', 'Hallway is not available right now. Please try again in a moment.'],
};

const Refused = z.object({ error: LenientRefusal });

/** Why a transfer stopped, as everything else of the API is refused. */
export function toProtocolError(error: Error | DetailedError): ProtocolError {
  if (!('originalResponse' in error)) return refusal('internal', "This file can't be read.");
  const response = error.originalResponse;
  const status = response?.getStatus() ?? 0;
  if (response === null || status === 0) return UNREACHABLE;
  const refused = Refused.safeParse(parseJson(response.getBody()));
  const [code, message] = BY_STATUS[status] ?? fallback(status);
  if (!refused.success) return refusal(code, message, waitIn(response.getHeader('Retry-After')));
  // These are about the upload's place, which the next try asks for.
  return status === 409 || status === 423 ? refusal(code, message) : refused.data.error;
}

const fallback = (status: number): readonly [ErrorCode, string] =>
  status >= 500
    ? ['internal', 'Something went wrong on our side. Please try again.']
    : ['invalid', "This file can't be sent."];

function waitIn(header: string | undefined): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return seconds > 0 ? Math.round(seconds * 1_000) : undefined;
}

import { FileDetails } from '../../protocol/rest.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

/** Files by the API; their bytes go by `lib/uploads`. */
export interface FilesClient {
  /** Where a file is on its way; `ready`: a message may take it along. */
  readonly getFile: (eventId: string, fileId: string) => RestResult<FileDetails>;
}

/** Where a file's bytes are in the API. */
export const filePath = (eventId: string, fileId: string, rest = ''): string =>
  eventPath(eventId, `/files/${encodeURIComponent(fileId)}${rest}`);

export const filesClient = (send: ReturnType<typeof createJsonFetch>): FilesClient => ({
  getFile: (eventId, fileId) =>
    send({ method: 'GET', path: filePath(eventId, fileId), answer: FileDetails }),
});

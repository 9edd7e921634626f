import { EVENTS, Server, type Upload } from '@tus/server';

import type { Keeper } from './keeper.ts';
import type { FileStore } from './file-store.ts';

/** One request about an upload that whoever asks may make. */
export interface UploadRequest {
  readonly request: Request;
  readonly eventId: string;
  /** Of the upload; of one that is to begin, its own to be. */
  readonly fileId: string;
  /** Its name, once it is known. */
  readonly name: string;
}

export interface UploadsDeps {
  readonly store: FileStore;
  readonly keeper: Pick<Keeper, 'arrived'>;
  readonly maxBytes: number;
}

/** Speaks tus; who may is decided before. */
export type Uploads = (asked: UploadRequest) => Promise<Response>;

/** https://tus.io/protocols/resumable-upload, by its reference implementation. */
export function createUploads({ store, keeper, maxBytes }: UploadsDeps): Uploads {
  // tus hands the request on as it is, so what was asked is found by it.
  const askedBy = new WeakMap<object, UploadRequest>();
  const fileOf = (request: object): UploadRequest => {
    const asked = askedBy.get(request);
    if (asked === undefined) throw new Error('an upload that nobody asked for');
    return asked;
  };
  const server = new Server({
    path: '/api/events',
    datastore: store.uploads,
    maxSize: maxBytes,
    // Relative to the request: what stands in front of us is not ours to know.
    generateUrl: (request) => {
      const { eventId, fileId } = fileOf(request);
      return `/api/events/${eventId}/uploads/${fileId}`;
    },
    namingFunction: (request) => fileOf(request).fileId,
    getFileIdFromRequest: (request) => fileOf(request).fileId,
    async onUploadFinish(request, { id }: Upload) {
      await keeper.arrived({ id, name: fileOf(request).name });
      return {};
    },
  });
  // Without a listener it is thrown.
  server.on(EVENTS.POST_TERMINATE, () => {});
  return async (asked) => {
    askedBy.set(asked.request, asked);
    return server.handleWeb(asked.request);
  };
}

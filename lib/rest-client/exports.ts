import { z } from 'zod';

import { Export, Exports } from '../../protocol/rest.ts';
import type { createJsonFetch } from './json-fetch.ts';
import { eventPath } from './paths.ts';
import type { RestResult } from './rest-result.ts';

/** An event, for its organisers; `null`: what is stored of oneself. */
export type ExportedEvent = string | null;

/** Exports by the API. */
export interface ExportsClient {
  /** Those that there are, the newest first. */
  readonly listExports: (eventId: ExportedEvent) => RestResult<Exports>;
  /** Asks for one, or finds the one that is being made. */
  readonly createExport: (eventId: ExportedEvent) => RestResult<Export>;
  readonly deleteExport: (eventId: ExportedEvent, exportId: string) => RestResult<null>;
  /** Where a browser that is signed in downloads the file. */
  readonly exportUrl: (eventId: ExportedEvent, exportId: string) => string;
}

const allPath = (eventId: ExportedEvent): string =>
  eventId === null ? '/api/account/exports' : eventPath(eventId, '/exports');

const onePath = (eventId: ExportedEvent, exportId: string): string =>
  `${allPath(eventId)}/${encodeURIComponent(exportId)}`;

export const exportsClient = (
  send: ReturnType<typeof createJsonFetch>,
  baseUrl: string,
): ExportsClient => ({
  listExports: (eventId) => send({ method: 'GET', path: allPath(eventId), answer: Exports }),
  createExport: (eventId) => send({ method: 'POST', path: allPath(eventId), answer: Export }),
  deleteExport: (eventId, exportId) =>
    send({ method: 'DELETE', path: onePath(eventId, exportId), answer: z.null() }),
  exportUrl: (eventId, exportId) => `${baseUrl}${onePath(eventId, exportId)}/content`,
});

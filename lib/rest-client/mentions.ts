import { MentionsPage } from '../../protocol/mentions.ts';
import type { createJsonFetch } from './json-fetch.ts';
import type { RestResult } from './rest-result.ts';

export interface MentionsRequest {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What mentions one, by the API. */
export interface MentionsClient {
  /** In all events that one takes part in, the newest first. */
  readonly listMentions: (request?: MentionsRequest) => RestResult<MentionsPage>;
}

export const mentionsClient = (send: ReturnType<typeof createJsonFetch>): MentionsClient => ({
  listMentions: ({ signal, ...query } = {}) =>
    send({ method: 'GET', path: '/api/mentions', query, signal, answer: MentionsPage }),
});

import { setTimeout as sleep } from 'node:timers/promises';

import type { RestResult } from '../../lib/rest-client.ts';
import type { Does } from '../history.ts';
import type { Recorder } from '../recorder.ts';
import { beginRequest, type ChangeEnd } from './client.ts';
import type { Host } from './hosts.ts';

/** Requests of one act, before its organiser gives up on it. */
const ATTEMPTS_MAX = 8;
const AGAIN_MS = 600;

/** An announcement of a run. */
export interface Announced {
  readonly host: Host;
  readonly eventId: string;
  readonly announcementId: string;
}

export interface Said {
  readonly content?: string;
  /** ISO 8601. */
  readonly scheduledAt?: string;
  readonly shownUntil?: string;
}

type Asked = Omit<Announced, 'announcementId'> & { readonly announcementId?: string };

/** What organisers do with announcements, by the API; each request in the history. */
export class AnnounceByApi {
  readonly #recorder: Recorder;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /**
   * Its id; `null` where nobody knows it, though there may be such an announcement: to ask again would make another
   * one, so that this is left to whoever has other words.
   */
  async write({ host, eventId }: Asked, said: Said & { content: string }): Promise<string | null> {
    const request = this.#begin('announce', { host, eventId }, said);
    const answer = await host.rest.createAnnouncement(eventId, said);
    if (!answer.ok) {
      request.refused(answer.error.code);
      return null;
    }
    const { announcementId } = answer.value;
    request.ok({ announcementId });
    return announcementId;
  }

  reword(of: Announced, said: Said): Promise<ChangeEnd> {
    return this.#ask('reword', of, said);
  }

  schedule(of: Announced, said: Said): Promise<ChangeEnd> {
    return this.#ask('schedule', of, said);
  }

  show(of: Announced): Promise<ChangeEnd> {
    return this.#ask('show', of);
  }

  end(of: Announced): Promise<ChangeEnd> {
    return this.#ask('end', of);
  }

  withdraw(of: Announced): Promise<ChangeEnd> {
    return this.#ask('withdraw', of);
  }

  /** Until there is an answer: each is safe to repeat. */
  async #ask(does: keyof typeof CALLS, of: Announced, said: Said = {}): Promise<ChangeEnd> {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const request = this.#begin(does, of, said);
      const answer = await CALLS[does](of, said);
      if (answer.ok) request.ok();
      else request.refused(answer.error.code);
      if (answer.ok) return 'done';
      if (!answer.error.retryable) return 'refused';
      await sleep(AGAIN_MS);
    }
    return 'unknown';
  }

  #begin(does: Does, { host, eventId, announcementId }: Asked, said: Said) {
    const by = { client: host.name, author: host.person.id, via: 'api' };
    const named = announcementId !== undefined && { announcementId };
    return beginRequest(this.#recorder, { does, ...by, eventId, ...named, ...said });
  }
}

type Call = (of: Announced, said: Said) => RestResult<unknown>;

const change: Call = ({ host: { rest }, eventId, announcementId }, said) =>
  rest.changeAnnouncement(eventId, announcementId, said);

const CALLS = {
  reword: change,
  schedule: change,
  show: ({ host: { rest }, eventId, announcementId }) =>
    rest.showAnnouncement(eventId, announcementId),
  end: ({ host: { rest }, eventId, announcementId }) =>
    rest.endAnnouncement(eventId, announcementId),
  withdraw: ({ host: { rest }, eventId, announcementId }) =>
    rest.deleteAnnouncement(eventId, announcementId),
} satisfies Partial<Record<Does, Call>>;

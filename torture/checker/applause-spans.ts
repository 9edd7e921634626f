import type { CheeredLine, ClientKind, ConnectionLine, RequestLine } from '../history.ts';

/**
 * One room of one of ours on one connection, from when it was first asked for there: whether it is open is known only from
 * an answer, and what was sent before another request may come after it.
 */
export interface ApplauseSpan {
  readonly client: string;
  readonly eventId: string;
  readonly via: string;
  readonly since: number;
  /** How often it was asked for: a room that a node opens again tells its first at once. */
  joins: number;
  /** Whether it is open for certain. */
  isJoined: boolean;
  /** How often it was left. */
  leaves: number;
  /** Notices of applause. */
  notices: number;
  /** By emoji: notices with it, and the sum of what they say. */
  readonly noticesWith: Map<string, number>;
  readonly told: Map<string, number>;
}

/** Who of ours has which room open, and what applause they are told there; others know of none. */
export class ApplauseSpans {
  readonly #kinds = new Map<string, ClientKind>();
  readonly #via = new Map<string, string>();
  readonly #spans = new Map<string, ApplauseSpan>();

  /** Those that are open for certain. */
  get open(): readonly ApplauseSpan[] {
    return [...this.#spans.values()].filter(({ isJoined }) => isJoined);
  }

  /** Whether it is on the connection of the moment. */
  isNow(span: ApplauseSpan): boolean {
    return this.#spans.get(keyOf(span)) === span;
  }

  kindOf(client: string): ClientKind | undefined {
    return this.#kinds.get(client);
  }

  connection({ is, client, kind, via = '' }: ConnectionLine): void {
    this.#kinds.set(client, kind);
    if (is === 'refused') return;
    if (is === 'open') this.#via.set(client, via);
    for (const [key, span] of this.#spans) if (span.client === client) this.#spans.delete(key);
  }

  request({ type, does, client, eventId, at }: RequestLine): void {
    if (does !== 'leave' && does !== 'join') return;
    const span = this.#of({ client, eventId }, at);
    if (span === null) return;
    if (does === 'leave') leave(span);
    else if (type === 'invoke') span.joins += 1;
    else if (type === 'ok') span.isJoined = true;
  }

  /** @returns the span that it is told in; `null` where none is known of. */
  told({ client, eventId, cheers }: CheeredLine): ApplauseSpan | null {
    const span = this.#spans.get(keyOf({ client, eventId }));
    if (span === undefined) return null;
    span.notices += 1;
    for (const [emoji, count] of cheers) {
      span.told.set(emoji, (span.told.get(emoji) ?? 0) + count);
      span.noticesWith.set(emoji, (span.noticesWith.get(emoji) ?? 0) + 1);
    }
    return span;
  }

  #of(of: Pick<ApplauseSpan, 'client' | 'eventId'>, since: number): ApplauseSpan | null {
    const known = this.#spans.get(keyOf(of));
    if (known !== undefined) return known;
    if (this.#kinds.get(of.client) !== 'smart') return null;
    const via = this.#via.get(of.client) ?? '';
    const counts = { joins: 0, isJoined: false, leaves: 0, notices: 0 };
    const made = { ...of, via, since, ...counts, noticesWith: new Map(), told: new Map() };
    this.#spans.set(keyOf(of), made);
    return made;
  }
}

function leave(span: ApplauseSpan): void {
  span.isJoined = false;
  span.leaves += 1;
}

const keyOf = ({ client, eventId }: Pick<ApplauseSpan, 'client' | 'eventId'>): string =>
  `${client} ${eventId}`;

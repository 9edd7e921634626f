import type { ClientKind, FinalLog, HistoryLine } from '../history.ts';

type Entry = FinalLog['entries'][number];

/** Everything in small histories that are written by hand happens in one event, one log. */
const EVENT = 'event';
export const EPOCH = 'one';
const placed = { messageId: null, clientMessageId: null, createdAt: '2030-01-01T00:00:00.000Z' };

/** A message in the log; its id and its text follow from who said it and where it stands. */
export const said = (seq: number, actorId: string, content = `${actorId} ${seq}`): Entry => ({
  ...placed,
  seq,
  kind: 'message',
  messageId: `id-${seq}`,
  actorId,
  content,
});

export const came = (seq: number, person: string): Entry => ({
  ...placed,
  seq,
  kind: 'participation',
  actorId: person,
  person,
  status: 'attending',
});

export const went = (seq: number, person: string): Entry => ({
  ...came(seq, person),
  status: null,
});

export const logOf = (entries: readonly Entry[], more: Partial<FinalLog> = {}): FinalLog => ({
  eventId: EVENT,
  epoch: EPOCH,
  head: entries.at(-1)?.seq ?? 0,
  entries: [...entries],
  messages: entries.flatMap(({ kind, seq, content = '' }) =>
    kind === 'message' ? [{ id: `id-${seq}`, seq, content }] : [],
  ),
  ...more,
});

type Unwritten = HistoryLine extends infer Line
  ? Line extends HistoryLine
    ? Omit<Line, 'at'>
    : never
  : never;

const request = (op: number, author: string) =>
  ({ op, client: author, author, does: 'send', eventId: EVENT }) as const;

/** One history, line by line; `wait` lets time pass. */
export class Story {
  readonly lines: HistoryLine[] = [];
  #at = 0;

  wait(ms: number): this {
    this.#at += ms;
    return this;
  }

  write(line: Unwritten): this {
    this.#at += 1;
    this.lines.push({ ...line, at: this.#at });
    return this;
  }

  asks(op: number, author: string, content: string, clientMessageId = `m-${content}`): this {
    return this.write({ type: 'invoke', ...request(op, author), content, clientMessageId });
  }

  gets(op: number, author: string, content: string, seq: number): this {
    const clientMessageId = `m-${content}`;
    return this.write({ type: 'ok', ...request(op, author), clientMessageId, seq });
  }

  isRefused(op: number, author: string, content: string, code: string): this {
    return this.write({
      type: 'fail',
      ...request(op, author),
      clientMessageId: `m-${content}`,
      code,
    });
  }

  /** Sends what the log has at a place, and is told so. */
  says(op: number, { seq, actorId, content = '' }: Entry): this {
    return this.asks(op, actorId, content).gets(op, actorId, content, seq);
  }

  connects(client: string, connection: number): this {
    const of = { client, kind: 'stock', person: client, connection } as const;
    return this.write({ type: 'connection', is: 'open', ...of });
  }

  loses(client: string, connection: number): this {
    const of = { client, kind: 'stock', person: client, connection } as const;
    return this.write({ type: 'connection', is: 'lost', ...of });
  }

  /** A join is answered with a place. */
  isIn(op: number, author: string, seq: number): this {
    return this.write({ type: 'ok', ...request(op, author), does: 'join', seq });
  }

  participates(op: number, author: string, does: 'attend' | 'quit'): this {
    return this.write({ type: 'ok', ...request(op, author), does });
  }

  joins(op: number, author: string): this {
    return this.write({ type: 'invoke', ...request(op, author), does: 'join' });
  }

  watches(client: string, seq: number, kind: ClientKind = 'stock', epoch = EPOCH): this {
    return this.#edge('from', client, { seq, kind, epoch });
  }

  isToldToReadAnew(client: string, seq: number, kind: ClientKind = 'stock'): this {
    return this.#edge('resync', client, { seq, kind, epoch: EPOCH });
  }

  sees(client: string, entry: Entry, after?: number): this {
    const { seq, kind, messageId, content, actorId, person = actorId } = entry;
    return this.write({
      type: 'seen',
      client,
      connection: 1,
      eventId: EVENT,
      seq,
      kind,
      author: person,
      ...(messageId !== null && { messageId }),
      ...(content !== undefined && { content }),
      ...(after !== undefined && { after }),
    });
  }

  #edge(
    edge: 'from' | 'resync',
    client: string,
    { seq, kind, epoch }: { seq: number; kind: ClientKind; epoch: string },
  ): this {
    const of = { client, kind, person: client, connection: 1, eventId: EVENT };
    return this.write({ type: 'watch', edge, seq, epoch, ...of });
  }
}

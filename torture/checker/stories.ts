import type { ClientKind, FinalLog, HistoryLine } from '../history.ts';

type Entry = FinalLog['entries'][number];

/** Everything in small histories that are written by hand happens in one event, one log. */
export const EVENT = 'event';
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

/** Somebody as the database has them in the end. */
export const standingOf = (person: string): NonNullable<FinalLog['standings']>[number] => ({
  person,
  status: 'attending',
  role: 'participant',
  isMuted: false,
  isBanned: false,
  readSeq: 1,
});

/** Somebody gives a message another text. */
export const edited = (seq: number, of: Entry, content: string): Entry => ({
  ...placed,
  seq,
  kind: 'message-edited',
  messageId: of.messageId,
  actorId: of.actorId,
  content,
});

export const deleted = (seq: number, of: Entry): Entry => ({
  ...placed,
  seq,
  kind: 'message-deleted',
  messageId: of.messageId,
  actorId: of.actorId,
});

/** The log of these entries as it is in the end: without the texts of what was deleted. */
export function logOf(entries: readonly Entry[], more: Partial<FinalLog> = {}): FinalLog {
  const gone = new Set(
    entries.flatMap(({ kind, messageId }) => (kind === 'message-deleted' ? [messageId] : [])),
  );
  const inEnd = entries.map((entry) =>
    gone.has(entry.messageId) && entry.content !== undefined
      ? { ...entry, content: '', isEmptied: true }
      : entry,
  );
  const texts = Map.groupBy(
    inEnd.filter(({ content }) => content !== undefined),
    ({ messageId }) => messageId ?? '',
  );
  const textsOf = (id: string): readonly string[] =>
    (texts.get(id) ?? []).map(({ content = '' }) => content);
  const messages = inEnd.flatMap(({ kind, seq, messageId }) => {
    const id = messageId ?? '';
    if (kind !== 'message') return [];
    return [{ id, seq, content: textsOf(id).at(-1) ?? '', isDeleted: gone.has(id) }];
  });
  const versions = messages.flatMap(({ id, isDeleted }) =>
    isDeleted
      ? []
      : textsOf(id)
          .slice(0, -1)
          .map((content) => ({ messageId: id, content })),
  );
  const head = entries.at(-1)?.seq ?? 0;
  return { eventId: EVENT, epoch: EPOCH, head, entries: inEnd, messages, versions, ...more };
}

type Unwritten = HistoryLine extends infer Line
  ? Line extends HistoryLine
    ? Omit<Line, 'at'>
    : never
  : never;

const request = (op: number, author: string) =>
  ({ op, client: author, author, does: 'send', eventId: EVENT }) as const;

const changeIn = ({ kind, messageId }: Entry) =>
  ({ does: kind === 'message-edited' ? 'edit' : 'delete', messageId: messageId ?? '' }) as const;

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
    const messageId = `id-${seq}`;
    return this.write({ type: 'ok', ...request(op, author), clientMessageId, seq, messageId });
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

  /** Asks to change what the log says is changed at a place. */
  asksToChange(op: number, entry: Entry): this {
    const { actorId, content } = entry;
    const text = content === undefined ? {} : { content };
    return this.write({ type: 'invoke', ...request(op, actorId), ...changeIn(entry), ...text });
  }

  isChanged(op: number, entry: Entry): this {
    const { actorId, seq } = entry;
    return this.write({ type: 'ok', ...request(op, actorId), ...changeIn(entry), seq });
  }

  /** Changes a message, and is told so. */
  changes(op: number, entry: Entry): this {
    return this.asksToChange(op, entry).isChanged(op, entry);
  }

  connects(client: string, connection: number, via?: string, kind: ClientKind = 'stock'): this {
    const of = { client, kind, person: client, connection, askedAt: this.#at };
    return this.write({ type: 'connection', is: 'open', ...of, ...(via && { via }) });
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

  sees(client: string, entry: Entry, after?: number, connection = 1): this {
    const { seq, kind, messageId, content, actorId, person = actorId } = entry;
    return this.write({
      type: 'seen',
      client,
      connection,
      eventId: EVENT,
      seq,
      kind,
      author: person,
      ...(messageId !== null && { messageId }),
      ...(content !== undefined && { content }),
      ...(after !== undefined && { after }),
    });
  }

  /** One of ours is sent an entry, on its connection. */
  isSent(client: string, { seq, kind, messageId, content }: Entry, connection = 1): this {
    const of = { client, connection, eventId: EVENT, seq, kind, messageId: messageId ?? '' };
    return this.write({ type: 'told', ...of, ...(content !== undefined && { content }) });
  }

  /** The room of one of ours shows a message; without a text before: in the end. */
  shows(client: string, { messageId }: Entry, content: string, before?: string): this {
    const of = { client, eventId: EVENT, messageId: messageId ?? '', content };
    return this.write({ type: 'shows', ...of, ...(before !== undefined && { before }) });
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

import type { ClientKind, FinalLog, HistoryLine } from '../history.ts';

export type Entry = FinalLog['entries'][number];

/** One client of the model. */
export interface Client {
  readonly name: string;
  readonly kind: ClientKind;
  readonly person: string;
  readonly eventId: string;
  readonly via: string;
  connection: number;
  /** The last entry that it has; `null` while it does not watch. */
  last: number | null;
  /** Of one of ours: the texts that are on its screen, by message. */
  readonly shown: Map<string, string>;
}

export const newClient = (kind: ClientKind, index: number, eventId: string): Client => {
  const person = `${kind}-${index}-of-${eventId}`;
  const via = `node-${index + 1}`;
  const [connection, shown] = [1, new Map<string, string>()];
  return { name: person, kind, person, eventId, via, connection, last: null, shown };
};

interface Sending {
  readonly client: string;
  readonly author: string;
  readonly eventId: string;
  readonly does: 'send';
  readonly clientMessageId?: string;
}

export const sendingOf = ({ name, person, eventId }: Client, id: string | null): Sending => ({
  client: name,
  author: person,
  eventId,
  does: 'send',
  ...(id !== null && { clientMessageId: id }),
});

export type Unwritten = HistoryLine extends infer Line
  ? Line extends HistoryLine
    ? Omit<Line, 'at'>
    : never
  : never;

export const seenBy = ({ name, connection, eventId }: Client, entry: Entry) => ({
  type: 'seen' as const,
  client: name,
  connection,
  eventId,
  seq: entry.seq,
  kind: entry.kind,
  author: entry.person ?? entry.actorId,
  ...(entry.messageId !== null && { messageId: entry.messageId }),
  ...(entry.content !== undefined && { content: entry.content }),
});

/** What the history tells of when an entry comes to a client, and what changes on its screen. */
export function comingTo(
  client: Client,
  entry: Entry,
  going: ReadonlySet<string>,
): readonly Unwritten[] {
  if (client.kind === 'smart') return [...toldTo(client, entry, going), ...shownBy(client, entry)];
  // What was emptied before they came to it is not told to those who know of no deletion.
  return entry.isEmptied === true ? [] : [seenBy(client, entry)];
}

function toldTo(
  { name: client, connection, eventId }: Client,
  { seq, kind, messageId, content, isEmptied }: Entry,
  going: ReadonlySet<string>,
): readonly Unwritten[] {
  if (messageId === null || isEmptied === true || !going.has(messageId)) return [];
  const of = { client, connection, eventId, seq, kind, messageId };
  return [{ type: 'told', ...of, ...(content !== undefined && { content }) }];
}

function shownBy(client: Client, entry: Entry): readonly Unwritten[] {
  const { kind, content = '', isEmptied = false } = entry;
  const messageId = entry.messageId ?? '';
  const before = client.shown.get(messageId);
  if (kind === 'message') {
    client.shown.set(messageId, content);
    return [seenBy(client, entry)];
  }
  const isUntold = kind === 'message-edited' && isEmptied;
  if (before === undefined || before === content || isUntold) return [];
  client.shown.set(messageId, content);
  const { name, eventId } = client;
  return [{ type: 'shows', client: name, eventId, messageId, content, before }];
}

/** What a room of ours shows in the end. */
export const endsWith = ({ name, eventId, shown }: Client): readonly Unwritten[] =>
  [...shown].map(([messageId, content]) => {
    return { type: 'shows', client: name, eventId, messageId, content };
  });

import type { Socket } from 'socket.io-client';
import { z } from 'zod';

import { Seq } from '../../protocol/wire.ts';
import type { NoticeName, TypingUser } from '../../protocol/wire.ts';
import { isNoticeName, NOTICE_NAMES, parseNotice } from './listeners.ts';
import type { NoticeListeners, Unsubscribe } from './listeners.ts';
import { typistsChange } from './typists.ts';

interface IncomingOptions {
  readonly socket: Socket;
  readonly listeners: NoticeListeners;
  readonly ownUserId: () => string | null;
}

/** The place of an entry whose kind a later version of the server has brought in. */
const LaterEntry = z.object({ eventId: z.string(), seq: Seq, after: Seq });
export type LaterEntry = z.output<typeof LaterEntry>;

/** What arrives at one socket, parsed and told to the listeners. */
export interface Incoming {
  /** Calls the listener at each entry of a log whose notice has a name that this client does not know. */
  readonly onLaterEntry: (listener: (entry: LaterEntry) => void) => Unsubscribe;
  /** Sets who types in a room and tells what that changed as the seed's two typing notices. */
  readonly setTypists: (eventId: string, typists: readonly TypingUser[]) => void;
  /** Nobody is known to type any more, in this room or in all. */
  readonly clearTypists: (eventId?: string) => void;
  readonly droppedNotices: () => number;
}

/** The one place that receives notices. What lacks a notice's shape is dropped and counted. */
export function receiveNotices({ socket, listeners, ownUserId }: IncomingOptions): Incoming {
  const typistsOf = new Map<string, readonly TypingUser[]>();
  const laterEntries = new Set<(entry: LaterEntry) => void>();
  let dropped = 0;

  const receiveLater = (name: string, raw: unknown): void => {
    const entry = isNoticeName(name) ? undefined : LaterEntry.safeParse(raw).data;
    if (entry === undefined) return;
    for (const listener of laterEntries) listener(entry);
  };
  socket.onAny((name: string, ...args: unknown[]) => receiveLater(name, args[0]));
  const receive = (name: NoticeName, raw: unknown): void => {
    const notice = parseNotice(name, raw);
    if (notice === undefined) dropped += 1;
    else listeners.tell(name, notice);
  };
  for (const name of NOTICE_NAMES) {
    socket.on(name, (...args: unknown[]) => receive(name, args[0]));
  }
  const setTypists = (eventId: string, typists: readonly TypingUser[]): void => {
    const { started, stopped } = typistsChange(typistsOf.get(eventId) ?? [], typists, ownUserId());
    if (typists.length === 0) typistsOf.delete(eventId);
    else typistsOf.set(eventId, typists);
    for (const typist of started) listeners.tell('user-typing', { ...typist, eventId });
    for (const userId of stopped) listeners.tell('user-stopped-typing', userId);
  };
  listeners.on('typing-changed', ({ eventId, typists }) => setTypists(eventId, typists));

  return {
    onLaterEntry(listener) {
      laterEntries.add(listener);
      return () => void laterEntries.delete(listener);
    },
    setTypists,
    clearTypists(eventId) {
      const rooms = eventId === undefined ? [...typistsOf.keys()] : [eventId];
      for (const room of rooms) setTypists(room, []);
    },
    droppedNotices: () => dropped,
  };
}

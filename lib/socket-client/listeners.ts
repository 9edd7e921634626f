import type { z } from 'zod';

import { notices } from '../../protocol/wire.ts';
import type { Notice, NoticeName } from '../../protocol/wire.ts';

export type Unsubscribe = () => void;
export type NoticeListener<N extends NoticeName> = (notice: Notice<N>) => void;

export interface NoticeListeners {
  /** Calls `listener` at each notice of this name until the returned function is called. */
  readonly on: <N extends NoticeName>(name: N, listener: NoticeListener<N>) => Unsubscribe;
  /** Tells the listeners; one that throws keeps no other from being told. */
  readonly tell: <N extends NoticeName>(name: N, notice: Notice<N>) => void;
}

type ListenersByName = { readonly [N in NoticeName]: Set<NoticeListener<N>> };

const emptyListeners = (): ListenersByName => ({
  'new-message': new Set(),
  'message-edited': new Set(),
  'message-deleted': new Set(),
  'reactions-changed': new Set(),
  'pin-changed': new Set(),
  'poll-changed': new Set(),
  'vote-changed': new Set(),
  'question-changed': new Set(),
  'question-votes': new Set(),
  'question-waiting': new Set(),
  'question-vote-changed': new Set(),
  'message-previewed': new Set(),
  'announcement-changed': new Set(),
  'user-typing': new Set(),
  'user-stopped-typing': new Set(),
  'user-joined': new Set(),
  'user-left': new Set(),
  'participant-changed': new Set(),
  'room-mode-changed': new Set(),
  error: new Set(),
  'typing-changed': new Set(),
  cheers: new Set(),
  'attendee-counts': new Set(),
  'presence-changed': new Set(),
  'event-updated': new Set(),
  'room-head': new Set(),
  resync: new Set(),
  'server-draining': new Set(),
  'room-closed': new Set(),
  'reading-changed': new Set(),
  'group-mentioned': new Set(),
  'visibility-changed': new Set(),
  'session-revoked': new Set(),
});

export function createNoticeListeners(): NoticeListeners {
  const byName = emptyListeners();
  return {
    on<N extends NoticeName>(name: N, listener: NoticeListener<N>) {
      // Wrapped, so that one function that listens twice is told twice and leaves once.
      const own: NoticeListener<N> = (notice) => listener(notice);
      const listeners: ListenersByName[N] = byName[name];
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    tell<N extends NoticeName>(name: N, notice: Notice<N>) {
      const listeners: ListenersByName[N] = byName[name];
      for (const listener of listeners) {
        try {
          listener(notice);
        } catch (error) {
          // A fault of one screen must not stop the chat of the others.
          // oxlint-disable-next-line no-console
          console.error(`A listener of ${name} failed.`, error);
        }
      }
    },
  };
}

const schemas: { readonly [N in NoticeName]: { readonly payload: z.ZodType<Notice<N>> } } = notices;

/** The notice that a server sent, or `undefined` where it does not have the shape of one. */
export const parseNotice = <N extends NoticeName>(name: N, raw: unknown): Notice<N> | undefined =>
  schemas[name].payload.safeParse(raw).data;

export const isNoticeName = (name: string): name is NoticeName => Object.hasOwn(notices, name);

export const NOTICE_NAMES: readonly NoticeName[] = Object.keys(notices).filter(isNoticeName);

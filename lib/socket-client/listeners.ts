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

type AnyListener = (notice: unknown) => void;

export function createNoticeListeners(): NoticeListeners {
  const byName = new Map<NoticeName, Set<AnyListener>>();
  return {
    on(name, listener) {
      const entry: AnyListener = (notice) => listener(notice as Notice<typeof name>);
      const entries = byName.get(name) ?? new Set();
      byName.set(name, entries.add(entry));
      return () => void entries.delete(entry);
    },
    tell(name, notice) {
      for (const listener of [...(byName.get(name) ?? [])]) {
        try {
          listener(notice);
        } catch (error) {
          // A fault of one screen must not stop the chat of the others.
          console.error(`A listener of ${name} failed.`, error);
        }
      }
    },
  };
}

/** The notice that a server sent, or `undefined` where it does not have the shape of one. */
export function parseNotice<N extends NoticeName>(name: N, raw: unknown): Notice<N> | undefined {
  const parsed = notices[name].payload.safeParse(raw);
  return parsed.success ? (parsed.data as Notice<N>) : undefined;
}

export const NOTICE_NAMES = Object.keys(notices) as readonly NoticeName[];

import type { Person } from '../../domain/log.ts';
import type { Hint } from '../../lib/server/bus/hints.ts';

type TypingHint = Extract<Hint, { readonly is: 'typing' }>;

/** Somebody who types, or has stopped, on another node. */
export interface RemoteTypist {
  readonly userId: string;
  readonly userName: string;
  /** The other node, as if it were one device of the person's. */
  readonly deviceId: string;
  /** 0: no longer. */
  readonly forMs: number;
}

const remote = (from: string): string => `@${from}`;
/** Whether a device's id stands for another node: no socket's id begins so. */
export const isRemote = (deviceId: string): boolean => deviceId.startsWith('@');

/** Tells that somebody types in a room of this node, for this long if nothing more is told; 0: no longer. */
type TellTypist = (eventId: string, person: Pick<Person, 'id' | 'name'>, forMs: number) => void;

export interface SharedTypists {
  readonly tell: TellTypist;
  /**
   * Hands on who types on other nodes: what is known already before it returns, then whatever is heard.
   * @returns how to end it.
   */
  readonly open: (eventId: string, onHeard: (typist: RemoteTypist) => void) => () => void;
  readonly hear: (hint: TypingHint, from: string) => void;
  /** A node has nobody any more. */
  readonly forget: (from: string) => void;
}

export interface SharedTypistsOptions {
  readonly tell: (hint: TypingHint) => void;
  readonly now: () => number;
}

/** More than type at once anywhere; whoever fills the bus with them does no more harm than this. */
const KNOWN_MAX = 20_000;

interface Known extends RemoteTypist {
  readonly eventId: string;
  readonly from: string;
  readonly until: number;
}

/**
 * Who types on other nodes, of all rooms, so that a room that opens here knows at
 * once. Everything in it ends by itself: a node that died types no more.
 */
export function createSharedTypists({ tell, now }: SharedTypistsOptions): SharedTypists {
  const known = new Map<string, Known>();
  const rooms = new Map<string, (typist: RemoteTypist) => void>();

  const dropOld = (): void => {
    const time = now();
    for (const [key, { until }] of known) if (until <= time) known.delete(key);
  };

  return {
    tell: (eventId, { id, name }, forMs) =>
      tell({ is: 'typing', eventId, userId: id, userName: name, forMs }),
    open(eventId, onHeard) {
      rooms.set(eventId, onHeard);
      for (const typist of known.values()) {
        const forMs = typist.until - now();
        if (typist.eventId === eventId && forMs > 0) onHeard({ ...typist, forMs });
      }
      return () => {
        if (rooms.get(eventId) === onHeard) rooms.delete(eventId);
      };
    },
    hear({ eventId, userId, userName, forMs }, from) {
      const key = `${from} ${eventId} ${userId}`;
      const typist = { userId, userName, deviceId: remote(from), forMs };
      known.delete(key);
      if (known.size >= KNOWN_MAX) dropOld();
      if (forMs > 0 && known.size < KNOWN_MAX) {
        known.set(key, { ...typist, eventId, from, until: now() + forMs });
      }
      rooms.get(eventId)?.(typist);
    },
    forget(from) {
      for (const [key, typist] of known) {
        if (typist.from !== from) continue;
        known.delete(key);
        rooms.get(typist.eventId)?.({ ...typist, forMs: 0 });
      }
    },
  };
}

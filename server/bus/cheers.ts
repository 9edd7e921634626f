import type { Hint } from '../../lib/server/bus/hints.ts';
import type { Cheer, CheerCount } from '../../protocol/wire.ts';

type CheersHint = Extract<Hint, { readonly is: 'cheers' }>;

/** What is cheered in rooms that other nodes have open as well. */
export interface SharedCheers {
  readonly tell: (eventId: string, cheers: readonly CheerCount[]) => void;
  /** @returns how to end it. */
  readonly open: (eventId: string, onHeard: (cheers: readonly CheerCount[]) => void) => () => void;
  readonly hear: (hint: CheersHint, from: string) => void;
}

interface OpenRoom {
  readonly onHeard: (cheers: readonly CheerCount[]) => void;
  /** By emoji, how far it is counted for the others. */
  readonly told: Map<Cheer, number>;
  /** By process and emoji, how far it was heard. */
  readonly heard: Map<string, number>;
  /** Where its counting begins: far beyond that of an earlier time in which the room was open. */
  readonly since: number;
}

/** More than all nodes have emoji; those of processes that are gone are forgotten for it. */
const HEARD_MAX = 1_000;
const MICROSECONDS_IN_MS = 1_000;

/**
 * Nothing is remembered but how far was counted: what is heard of a room that is not open here is for nobody, and what
 * comes twice, as by a Redis that answers late and by the database after it, counts once.
 */
export function createSharedCheers(tell: (hint: CheersHint) => void): SharedCheers {
  const rooms = new Map<string, OpenRoom>();
  return {
    tell(eventId, cheers) {
      const room = rooms.get(eventId);
      if (room !== undefined) tell({ is: 'cheers', eventId, cheers: counted(room, cheers) });
    },
    open(eventId, onHeard) {
      const since = Math.floor(performance.now() * MICROSECONDS_IN_MS);
      const room = { onHeard, told: new Map(), heard: new Map(), since };
      rooms.set(eventId, room);
      return () => {
        if (rooms.get(eventId) === room) rooms.delete(eventId);
      };
    },
    hear({ eventId, cheers }, from) {
      const room = rooms.get(eventId);
      if (room === undefined) return;
      const fresh = cheers.flatMap((cheer) => freshOf(room, cheer, from));
      if (fresh.length > 0) room.onHeard(fresh);
    },
  };
}

const counted = ({ told, since }: OpenRoom, cheers: readonly CheerCount[]): CheersHint['cheers'] =>
  cheers.map(({ emoji, count }) => {
    const through = (told.get(emoji) ?? since) + count;
    told.set(emoji, through);
    return { emoji, count, through };
  });

/** What of it was not heard before. */
function freshOf(
  { heard }: OpenRoom,
  { emoji, count, through }: CheersHint['cheers'][number],
  from: string,
): readonly CheerCount[] {
  // An older version of the server does not say.
  if (through === undefined) return [{ emoji, count }];
  const key = `${from} ${emoji}`;
  const known = heard.get(key) ?? -Infinity;
  heard.set(key, Math.max(known, through));
  const [oldest] = heard.keys();
  if (heard.size > HEARD_MAX && oldest !== undefined) heard.delete(oldest);
  const fresh = Math.min(count, through - known);
  return fresh > 0 ? [{ emoji, count: fresh }] : [];
}

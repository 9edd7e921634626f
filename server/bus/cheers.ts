import type { Hint } from '../../lib/server/bus/hints.ts';
import type { CheerCount } from '../../protocol/wire.ts';

type CheersHint = Extract<Hint, { readonly is: 'cheers' }>;

/** What is cheered in rooms that other nodes have open as well. */
export interface SharedCheers {
  readonly tell: (eventId: string, cheers: readonly CheerCount[]) => void;
  /** @returns how to end it. */
  readonly open: (eventId: string, onHeard: (cheers: readonly CheerCount[]) => void) => () => void;
  readonly hear: (hint: CheersHint) => void;
}

/** Nothing is remembered: what is heard of a room that is not open here is for nobody. */
export function createSharedCheers(tell: (hint: CheersHint) => void): SharedCheers {
  const rooms = new Map<string, (cheers: readonly CheerCount[]) => void>();
  return {
    tell: (eventId, cheers) => tell({ is: 'cheers', eventId, cheers: [...cheers] }),
    open(eventId, onHeard) {
      rooms.set(eventId, onHeard);
      return () => {
        if (rooms.get(eventId) === onHeard) rooms.delete(eventId);
      };
    },
    hear: ({ eventId, cheers }) => rooms.get(eventId)?.(cheers),
  };
}

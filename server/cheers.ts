import type { Cheer, CheerCount } from '../protocol/wire.ts';
import type { SharedCheers } from './bus/cheers.ts';
import type { TellMembers } from './rooms/tell-members.ts';

export interface RoomCheers {
  /** Somebody on this node cheers. */
  readonly add: (emoji: Cheer) => void;
  readonly dispose: () => void;
}

export interface RoomCheersOptions {
  readonly eventId: string;
  readonly tell: TellMembers;
  /** The least time between two notices of one room. */
  readonly everyMs: number;
  /** The other nodes. */
  readonly cheers: SharedCheers;
}

/**
 * What people cheer in one room, on whichever node, summed up: the first of a while is told at once, then a sum
 * each second at most. Kept nowhere: whoever is not there does not see it.
 */
export function createRoomCheers(options: RoomCheersOptions): RoomCheers {
  const { eventId, tell, everyMs, cheers: others } = options;
  const all = createSums(everyMs, (cheers) =>
    tell({ kinds: ['v1'] }, 'cheers', { eventId, cheers: [...cheers] }),
  );
  const own = createSums(everyMs, (cheers) => others.tell(eventId, cheers));
  const close = others.open(eventId, all.add);
  return {
    add(emoji) {
      const one = [{ emoji, count: 1 }];
      own.add(one);
      all.add(one);
    },
    dispose() {
      close();
      own.dispose();
      all.dispose();
    },
  };
}

/** Sums up what is added, and hands the sum on: the first at once, then once in each such time. */
function createSums(everyMs: number, handOn: (cheers: readonly CheerCount[]) => void) {
  let sums = new Map<Cheer, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    if (sums.size === 0) return;
    const cheers = [...sums].map(([emoji, count]) => ({ emoji, count }));
    sums = new Map();
    timer = setTimeout(flush, everyMs);
    handOn(cheers);
  };
  return {
    add: (cheers: readonly CheerCount[]): void => {
      for (const { emoji, count } of cheers) sums.set(emoji, (sums.get(emoji) ?? 0) + count);
      if (timer === undefined) flush();
    },
    dispose: () => clearTimeout(timer),
  };
}

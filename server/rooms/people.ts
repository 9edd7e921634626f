import type { Notice } from '../../protocol/wire.ts';
import { createTeller, type Teller } from './teller.ts';

export interface RoomPeopleOptions {
  readonly everyMs: number;
  /** Whether so few are here that they are named. */
  readonly isFew: () => boolean;
  /** Whether somebody on this node is to be told. */
  readonly hasReaders: () => boolean;
  /** Who is here, with names where they are few. */
  readonly read: () => Promise<Notice<'presence-changed'>>;
  readonly emit: (present: Notice<'presence-changed'>) => void;
  readonly onError: (error: unknown) => void;
  readonly now: () => number;
}

/**
 * Tells a room of few who is in it: to be touched where somebody came, went, is away or is back, or came who has to be
 * told. Where more come than are named, it is told so once, and then nothing. Costs one read of names a notice, and none
 * of it where nobody would be told.
 */
export function createRoomPeople(options: RoomPeopleOptions): Teller {
  const { everyMs, isFew, hasReaders, read, emit, onError, now } = options;
  let areNamed = false;
  return createTeller({
    everyMs: () => everyMs,
    read: async () => (hasReaders() && (isFew() || areNamed) ? read() : null),
    emit(present) {
      areNamed = present.people !== undefined;
      emit(present);
    },
    onError,
    now,
  });
}

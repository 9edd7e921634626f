import type { Log } from '../lib/server/log.ts';
import type { Connections } from './connections.ts';

/** What somebody has said that is theirs alone to know. */
interface OfPerson {
  readonly eventId: string;
  readonly userId: string;
}

/** What a person's devices hear of what the person has done on one of them. */
export interface OwnTelling<Done extends OfPerson> {
  /** Somebody has done it on this node. */
  readonly tell: (done: Done) => void;
  /** Another process says that somebody has done it. */
  readonly heard: (done: Done) => void;
}

export interface OwnTellingOptions<Done extends OfPerson> {
  readonly connections: Connections;
  readonly log: Log;
  /** Tells the other nodes. */
  readonly tellOthers: (done: Done) => void;
  /** Reads what is true and tells the person's devices here. */
  readonly tellHere: (done: Done) => Promise<void>;
  /** Said where that failed. */
  readonly failure: string;
}

/**
 * Tells all devices of a person what they have done, which the log does not say, for there everybody would see it. What
 * is told is read anew each time, so that the last notice is true, and no hint between nodes says more than whose it is.
 */
export function createOwnTelling<Done extends OfPerson>({
  connections,
  log,
  tellOthers,
  tellHere,
  failure,
}: OwnTellingOptions<Done>): OwnTelling<Done> {
  const tryToTell = (done: Done): void =>
    void tellHere(done).catch((error: unknown) => {
      const { eventId, userId } = done;
      log.warn({ error, eventId, userId }, failure);
    });
  return {
    tell(done) {
      // The connection that did it is answered.
      if (connections.countOf(done.userId) > 1) tryToTell(done);
      tellOthers(done);
    },
    heard(done) {
      if (connections.countOf(done.userId) > 0) tryToTell(done);
    },
  };
}

import type { MovedReading } from '../../domain/reading.ts';
import type { Hint } from '../../lib/server/bus/hints.ts';
import type { Log } from '../../lib/server/log.ts';
import type { SocketServerConfig } from '../config-type.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { OwnReading } from '../own-reading.ts';
import type { SessionWatch } from '../sessions.ts';
import { openBus, type Bus } from './bus.ts';
import { keepPolling, type HeadPoll } from './head-poll.ts';
import { Presence } from './presence.ts';
import { createSharedCheers, type SharedCheers } from './cheers.ts';
import { createSharedTypists, type SharedTypists } from './typists.ts';

/** What is told of other nodes and of the log goes to these. */
interface Followers {
  readonly rooms: Pick<Rooms, 'wake' | 'poll'>;
  readonly sessions: Pick<SessionWatch, 'wake'>;
  readonly reading: Pick<OwnReading, 'heard'>;
}

/** This node among the others. */
export interface OtherNodes extends AsyncDisposable {
  readonly presence: Presence;
  readonly typists: SharedTypists;
  readonly cheers: SharedCheers;
  /** Call after each commit: an event's log goes up to here. */
  readonly tellHead: (eventId: string, head: number) => void;
  /** Call after somebody's reading position moved. */
  readonly tellReading: (moved: MovedReading) => void;
  /** From now on; until then nobody is told of anything. */
  readonly follow: (followers: Followers) => HeadPoll;
  readonly settle: () => Promise<void>;
}

export interface JoinNodesOptions {
  readonly config: SocketServerConfig;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Joins this node with the others: by the bus, which is fast and may lose
 * everything, and by the polls, which lose nothing.
 */
export function joinNodes({ config, log, now }: JoinNodesOptions): OtherNodes {
  let followers: Followers | null = null;
  let heads: HeadPoll | null = null;
  const bus: Bus = openBus(config, log, {
    onHint: (hint, from) => hear({ followers, typists, cheers, presence }, hint, from),
    onSession: (id) => followers?.sessions.wake(id),
    // What was said while nobody listened is found out at once.
    onHealth: () => void heads?.now(),
  });
  const { tell } = bus;
  const presence = new Presence({ tell, now });
  const typists = createSharedTypists({ tell, now });
  const cheers = createSharedCheers(tell);

  return {
    presence,
    typists,
    cheers,
    tellHead: (eventId, head) => tell({ is: 'head', eventId, head }),
    tellReading: (moved) => tell({ is: 'reading', ...moved }),
    follow(next) {
      followers = next;
      heads = keepPolling({ poll: () => next.rooms.poll(), isHealthy: bus.isHealthy });
      return heads;
    },
    settle: bus.settle,
    async [Symbol.asyncDispose]() {
      presence.dispose();
      tell({ is: 'bye' });
      await heads?.[Symbol.asyncDispose]();
      await bus[Symbol.asyncDispose]();
    },
  };
}

interface Hearing extends Pick<OtherNodes, 'presence' | 'typists' | 'cheers'> {
  readonly followers: Followers | null;
}

function hear({ followers, ...shared }: Hearing, hint: Hint, from: string): void {
  switch (hint.is) {
    case 'head':
      return followers?.rooms.wake(hint.eventId, hint.head);
    case 'typing':
      return shared.typists.hear(hint, from);
    case 'cheers':
      return shared.cheers.hear(hint);
    case 'reading':
      return followers?.reading.heard(hint);
    case 'online':
      return shared.presence.hear(hint, from);
    case 'here':
      return shared.presence.hearOf(from);
    case 'bye':
      shared.typists.forget(from);
      return shared.presence.forget(from);
  }
}

import type { Activity } from '../protocol/wire.ts';
import type { SocketClient } from './socket-client.ts';

/** Who has done nothing for so long is away. */
const AWAY_AFTER_MS = 300_000;

/** A refusal without a time of its own is tried again after this. */
const RETRY_MS = 10_000;

/** Says for one device whether somebody does something on it. */
export interface ActivityTeller {
  /** Somebody did something: a touch, a key, a look. Cheap enough for each of them. */
  readonly note: () => void;
  readonly dispose: () => void;
}

export interface ActivityOptions {
  readonly client: Pick<SocketClient, 'request' | 'subscribe' | 'getSnapshot'>;
  readonly awayAfterMs?: number;
}

/**
 * Tells the server once when nothing was done for five minutes, and at once when something is done again. A new
 * connection begins as `here`, so that it is told again. While nothing changes nothing is sent.
 */
export function createActivityTeller({
  client,
  awayAfterMs = AWAY_AFTER_MS,
}: ActivityOptions): ActivityTeller {
  const teller = createStateTeller(client);
  let isAway = false;
  let isOver = false;
  let lastAt = Date.now();
  let idle = setTimeout(look, awayAfterMs);

  /** A device that slept looks late, and by the clock. */
  function look(): void {
    const leftMs = lastAt + awayAfterMs - Date.now();
    if (leftMs > 0) {
      idle = setTimeout(look, leftMs);
      return;
    }
    isAway = true;
    teller.say('away');
  }

  return {
    note() {
      lastAt = Date.now();
      if (!isAway || isOver) return;
      isAway = false;
      idle = setTimeout(look, awayAfterMs);
      teller.say('here');
    },
    dispose() {
      isOver = true;
      clearTimeout(idle);
      teller.dispose();
    },
  };
}

/** Has the server know the latest state, on each connection, however often it refuses. */
function createStateTeller(client: ActivityOptions['client']) {
  let state: Activity = 'here';
  /** What the server knows of this connection; `null`: what was said may have come to it or not. */
  let told: Activity | null = 'here';
  let connection = 1;
  let isTelling = false;
  let isOver = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const isConnected = (): boolean => client.getSnapshot().status === 'connected';
  let wasConnected = isConnected();

  const tell = async (): Promise<void> => {
    clearTimeout(retry);
    if (isOver || isTelling || told === state || !isConnected()) return;
    isTelling = true;
    const saying = state;
    const sayingOn = connection;
    const answer = await client.request('set-presence', { state: saying });
    isTelling = false;
    if (sayingOn !== connection) {
      void tell();
    } else if (answer.ok) {
      told = saying;
      void tell();
    } else if (!isOver) {
      // Refused for being too often, it has changed nothing.
      if (answer.error.code !== 'rate-limited') told = null;
      retry = setTimeout(() => void tell(), answer.error.retryAfterMs ?? RETRY_MS);
    }
  };

  const unsubscribe = client.subscribe(() => {
    if (isConnected() === wasConnected) return;
    wasConnected = isConnected();
    connection += 1;
    told = 'here';
    void tell();
  });

  return {
    say(next: Activity) {
      state = next;
      void tell();
    },
    dispose() {
      isOver = true;
      clearTimeout(retry);
      unsubscribe();
    },
  };
}

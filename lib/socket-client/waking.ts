import type { SendRequest } from './requester.ts';
import type { Link } from './link.ts';

/** A server that lives answers in far less, also over a bad network. */
const PROBE_TIMEOUT_MS = 3_000;

/** What the app learns from the device about its network and its place on the screen. */
export interface Waking {
  /** The app came to the front, or the network is back. */
  readonly wake: () => void;
  /** The device says that it has no network. */
  readonly networkLost: () => void;
}

/**
 * Finds out at once whether a connection that may have died unnoticed still lives: phones freeze
 * sockets without closing them. One that does not answer in 3 s is given up for a new one.
 */
export function createWaking(link: Link, request: SendRequest): Waking {
  let isProbing = false;

  const probe = async (): Promise<void> => {
    const { id } = link.socket;
    if (isProbing || id === undefined) return;
    isProbing = true;
    // Any answer will do, and this request changes nothing.
    const answer = await request('stop-typing', { eventId: 'probe' }, PROBE_TIMEOUT_MS);
    isProbing = false;
    if (link.socket.id !== id) return;
    const isSilent = !answer.ok && answer.error.code === 'unavailable';
    if (isSilent) link.renew();
    else link.proveAlive();
  };
  return {
    wake() {
      if (link.socket.connected) return void probe();
      const { status } = link.getSnapshot();
      if (status === 'reconnecting' || status === 'offline') link.open();
    },
    networkLost() {
      link.networkLost();
      // A server on the device itself or in a network of its own may be reached all the same.
      void probe();
    },
  };
}

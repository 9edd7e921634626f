import type { Limits } from '../lib/server/limits.ts';

/** How far over its rate a connection may go before it is cut off. */
const HOPELESS_FACTOR = 10;

type PacketVerdict = 'fine' | 'too-many' | 'hopeless';

export interface PacketMeterOptions {
  readonly limits: Pick<Limits, 'packetsPerSecond' | 'packetsBurst'>;
  readonly now: () => number;
}

/**
 * Measures one connection's packets with a bucket that empties at the allowed
 * rate: `too-many` are to be refused, and a connection whose refused packets
 * fill ten bursts more is to be cut off.
 */
export class PacketMeter {
  readonly #options: PacketMeterOptions;
  #level = 0;
  #at: number;

  constructor(options: PacketMeterOptions) {
    this.#options = options;
    this.#at = options.now();
  }

  /** Counts one packet of the connection, whatever is in it. */
  count(): void {
    const { limits, now } = this.#options;
    const time = now();
    const emptied = ((time - this.#at) / 1_000) * limits.packetsPerSecond;
    this.#level = Math.max(0, this.#level - emptied) + 1;
    this.#at = time;
  }

  /** What to do with the packets that come now. */
  verdict(): PacketVerdict {
    const { packetsBurst } = this.#options.limits;
    if (this.#level > packetsBurst * HOPELESS_FACTOR) return 'hopeless';
    return this.#level > packetsBurst ? 'too-many' : 'fine';
  }

  retryAfterMs(): number {
    const { packetsBurst, packetsPerSecond } = this.#options.limits;
    return Math.ceil(((this.#level - packetsBurst) / packetsPerSecond) * 1_000);
  }
}

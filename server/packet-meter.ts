import type { Limits } from '../lib/server/limits.ts';

/** How far over its rate a connection may go before it is cut off. */
const HOPELESS_FACTOR = 10;

type PacketVerdict = 'fine' | 'too-many' | 'hopeless';

export interface PacketMeter {
  /** Counts one packet of the connection, whatever is in it. */
  count(): void;
  /** What to do with the packets that come now. */
  verdict(): PacketVerdict;
  retryAfterMs(): number;
}

/**
 * Measures one connection's packets with a bucket that empties at the allowed
 * rate: `too-many` are to be refused, and a connection whose refused packets
 * fill ten bursts more is to be cut off.
 */
export function createPacketMeter(
  { packetsPerSecond, packetsBurst }: Pick<Limits, 'packetsPerSecond' | 'packetsBurst'>,
  now: () => number,
): PacketMeter {
  let level = 0;
  let at = now();
  return {
    count() {
      const time = now();
      level = Math.max(0, level - ((time - at) / 1_000) * packetsPerSecond) + 1;
      at = time;
    },
    verdict() {
      if (level > packetsBurst * HOPELESS_FACTOR) return 'hopeless';
      return level > packetsBurst ? 'too-many' : 'fine';
    },
    retryAfterMs: () => Math.ceil(((level - packetsBurst) / packetsPerSecond) * 1_000),
  };
}

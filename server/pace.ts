/** Let in at least, whatever the load: nobody waits for ever. */
const SLOWEST_PER_S = 50;
const FASTEST_PER_S = 5_000;
/** After a start: what two small processors do with ease. */
const FIRST_PER_S = 500;

/** An event loop that is late by more has too much to do. */
const LATE_MS = 100;

/** How fast the pace falls and rises, each time that it is looked at. */
const FALL = 0.7;
const RISE = 1.1;

/** What may come all at once, in seconds of the pace. */
const BURST_S = 1;

/** How many connections may come in, by how busy the node was just now. */
export interface Pace {
  /** Whether one more may come in now. */
  readonly take: () => boolean;
  /** Say ten times a second how late the event loop was at worst since the last time. */
  readonly adapt: (lateMs: number) => void;
  /** Connections a second. */
  readonly perSecond: () => number;
}

export function createPace(now: () => number): Pace {
  let perSecond = FIRST_PER_S;
  let places = perSecond * BURST_S;
  let at = now();
  const refill = (): void => {
    const time = now();
    places = Math.min(perSecond * BURST_S, places + ((time - at) / 1_000) * perSecond);
    at = time;
  };
  return {
    take() {
      refill();
      if (places < 1) return false;
      places -= 1;
      return true;
    },
    adapt(lateMs) {
      refill();
      const next = perSecond * (lateMs > LATE_MS ? FALL : RISE);
      perSecond = Math.min(FASTEST_PER_S, Math.max(SLOWEST_PER_S, next));
    },
    perSecond: () => perSecond,
  };
}

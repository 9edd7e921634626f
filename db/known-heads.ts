import type { Head } from './log-facts.ts';

/** Events whose heads are remembered; beyond it the one that was not heard of for longest is forgotten. */
const EVENTS_MAX = 20_000;

export type KnownHead = Pick<Head, 'eventId' | 'epoch' | 'seq'>;

/**
 * How far each log has gone as far as this node knows. A log that is shorter than
 * that has lost its tail, as by a restore: its numbers are about to be given out
 * a second time.
 */
export class KnownHeads {
  readonly #heads = new Map<string, KnownHead>();

  /** A log is known to go up to here: committed by us, or read. */
  note(head: KnownHead): void {
    const known = this.#heads.get(head.eventId);
    if (known?.epoch === head.epoch && known.seq >= head.seq) return;
    this.#heads.delete(head.eventId);
    this.#heads.set(head.eventId, head);
    const [oldest] = this.#heads.keys();
    if (this.#heads.size > EVENTS_MAX && oldest !== undefined) this.#heads.delete(oldest);
  }

  isCutShort({ eventId, epoch, seq }: KnownHead): boolean {
    const known = this.#heads.get(eventId);
    return known?.epoch === epoch && seq < known.seq;
  }
}

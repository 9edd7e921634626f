import type { HistoryLine } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';

/**
 * K4: a log goes on under one epoch. A new one is right only after its end was lost with the disk,
 * which no fault of a run does; whatever was acknowledged in the earlier one is still owed (K1).
 */
export class Epochs {
  readonly #court: Court;
  readonly #current = new Map<string, string>();

  constructor(court: Court) {
    this.#court = court;
  }

  follow(line: HistoryLine): void {
    if (!('epoch' in line) || !('eventId' in line)) return;
    const { epoch, eventId, at } = line;
    if (epoch !== undefined && eventId !== undefined) this.#look(epoch, eventId, at);
  }

  finish(logs: Iterable<CheckedLog>, at: number): void {
    for (const { epoch, eventId } of logs) this.#look(epoch, eventId, at);
  }

  #look(epoch: string, eventId: string, at: number): void {
    const earlier = this.#current.get(eventId);
    this.#current.set(eventId, epoch);
    if (earlier === undefined) return;
    const what = `the log began anew: epoch ${epoch} after ${earlier}`;
    this.#court.check('K4', earlier === epoch, () => ({ what, at, eventId }));
  }
}

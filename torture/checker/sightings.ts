import type { SeenLine } from '../history.ts';
import type { Span } from './span.ts';

interface Times {
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** When each entry was first and last seen by those who were watching when it came. */
export class Sightings {
  readonly #times = new Map<string, Times>();

  add({ eventId, seq, at }: SeenLine, span: Span): void {
    const head = span.log.head;
    const times = this.#times.get(eventId) ?? {
      first: new Float64Array(head + 1),
      last: new Float64Array(head + 1),
    };
    this.#times.set(eventId, times);
    times.first[seq] ||= at;
    // Who came later reads the history: that says nothing of how fast delivery is.
    if (span.begunAt <= (times.first[seq] ?? 0)) times.last[seq] = at;
  }

  /** When the first one had seen it; 0 where nobody has. */
  first(eventId: string, seq: number): number {
    return this.#times.get(eventId)?.first[seq] ?? 0;
  }

  /** When the last one of those who were there had seen it; 0 where nobody has. */
  last(eventId: string, seq: number): number {
    return this.#times.get(eventId)?.last[seq] ?? 0;
  }
}

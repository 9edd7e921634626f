import type { FaultLine } from '../history.ts';

/** A fault that is over for longer has hardly to do with what happens now. */
const LINGERS_MS = 10_000;
const SHOWN = 6;

interface Injection {
  readonly kind: string;
  readonly target: string;
  readonly startedAt: number;
  endedAt: number;
}

/** All injections of a run, to say which were near something that went wrong. */
export class Faults {
  readonly #injections = new Map<number, Injection>();
  #active = 0;
  #lastEnd = 0;

  /** Since when none has been under way; infinite while one is. */
  get calmSince(): number {
    return this.#active > 0 ? Infinity : this.#lastEnd;
  }

  add({ is, fault, kind, target, at }: FaultLine): void {
    const known = this.#injections.get(fault);
    if (is === 'start') {
      this.#injections.set(fault, { kind, target, startedAt: at, endedAt: Infinity });
      this.#active += 1;
    } else if (known !== undefined) {
      known.endedAt = at;
      this.#active -= 1;
      this.#lastEnd = at;
    }
  }

  /** Whether none was under way in all of this time. */
  wasCalm(from: number, to: number): boolean {
    return [...this.#injections.values()].every(
      ({ startedAt, endedAt }) => endedAt < from || startedAt > to,
    );
  }

  /** Those under way, and those that had ended shortly before, the latest first. */
  near(at: number): readonly string[] {
    return [...this.#injections.values()]
      .filter(({ startedAt, endedAt }) => startedAt <= at && at <= endedAt + LINGERS_MS)
      .toSorted((one, other) => other.startedAt - one.startedAt)
      .slice(0, SHOWN)
      .map(({ kind, target, endedAt }) =>
        at <= endedAt
          ? `during ${kind} of ${target}`
          : `${Math.round(at - endedAt)} ms after ${kind} of ${target}`,
      );
  }
}

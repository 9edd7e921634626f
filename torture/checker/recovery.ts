import type { FaultLine } from '../history.ts';
import type { Connections } from './connections.ts';
import type { Court } from './court.ts';
import type { Span } from './span.ts';
import { Durations } from './spread.ts';
import type { Convergence } from './verdict.ts';

/** As promised (P9); a reader that was told of more than one fault at once may take longer. */
const CONVERGED_WITHIN_MS = 10_000;

interface Waiting {
  readonly kind: string;
  readonly endedAt: number;
  /** Whether another fault was or came meanwhile. */
  isDisturbed: boolean;
  /** Who is behind, and the place that it must reach. */
  readonly behind: Map<Span, number>;
  /** Who had lost its connection, and has no other yet. */
  readonly away: Set<string>;
}

/**
 * K12: how long after the end of each fault everybody is connected and has what was acknowledged by
 * then. Judged where no other fault came between; told of in any case.
 */
export class Recovery {
  readonly #court: Court;
  readonly #waiting = new Set<Waiting>();
  readonly #bySpan = new Map<Span, Set<Waiting>>();
  readonly #active = new Map<number, string>();
  readonly #durations = new Map<string, Durations>();

  readonly #connections: Connections;

  constructor(court: Court, connections: Connections) {
    this.#court = court;
    this.#connections = connections;
  }

  fault({ is, fault, kind, at }: FaultLine, spans: readonly Span[], head: Head): void {
    if (is === 'start') {
      this.#active.set(fault, kind);
      for (const waiting of this.#waiting) waiting.isDisturbed = true;
      return;
    }
    this.#active.delete(fault);
    this.followUp(kind, at, { spans, head });
  }

  isBack(client: string, at: number): void {
    for (const waiting of this.#waiting) {
      if (waiting.away.delete(client)) this.#endOnceAllAreBack(waiting, at);
    }
  }

  /** From now on all of these must reach what is acknowledged by now. */
  followUp(kind: string, at: number, now: { spans: readonly Span[]; head: Head }): void {
    const behind = new Map<Span, number>();
    for (const span of now.spans) {
      const target = now.head(span.log.eventId);
      if (span.isComparable && !span.has(target)) behind.set(span, target);
    }
    const away = new Set(this.#connections.away);
    const waiting = { kind, endedAt: at, isDisturbed: this.#active.size > 0, behind, away };
    this.#waiting.add(waiting);
    this.#endOnceAllAreBack(waiting, at);
    for (const span of behind.keys()) {
      this.#bySpan.set(span, (this.#bySpan.get(span) ?? new Set()).add(waiting));
    }
  }

  /** A client has got on, or answers for its span no more. */
  moved(span: Span, at: number, isOver = false): void {
    for (const waiting of this.#bySpan.get(span) ?? []) {
      const target = waiting.behind.get(span);
      if (target === undefined || (!isOver && !span.has(target))) continue;
      waiting.behind.delete(span);
      this.#bySpan.get(span)?.delete(waiting);
      this.#endOnceAllAreBack(waiting, at);
    }
  }

  #endOnceAllAreBack(waiting: Waiting, at: number): void {
    if (waiting.behind.size + waiting.away.size === 0) this.#end(waiting, at);
  }

  /** Whoever is behind when the run is over never got there. */
  finish(at: number): readonly Convergence[] {
    for (const waiting of this.#waiting) {
      this.#end({ ...waiting, isDisturbed: false }, Infinity, at);
    }
    return [...this.#durations].map(([kind, durations]) => ({
      kind,
      count: durations.count,
      p50Ms: durations.at(0.5),
      maxMs: durations.at(1),
    }));
  }

  #end(waiting: Waiting, at: number, until = at): void {
    this.#waiting.delete(waiting);
    const { kind, endedAt, isDisturbed, behind, away } = waiting;
    const took = at - endedAt;
    const durations = this.#durations.get(kind) ?? new Durations();
    durations.add(Math.min(took, until - endedAt));
    this.#durations.set(kind, durations);
    if (isDisturbed) return;
    const names = [...new Set([...[...behind.keys()].map(({ client }) => client), ...away])].slice(
      0,
      5,
    );
    const what =
      took === Infinity
        ? `after ${kind} ended, these were never up to date again: ${names.join(', ')}`
        : `after ${kind} ended, it took ${Math.round(took)} ms until everybody was up to date`;
    this.#court.check('K12', took <= CONVERGED_WITHIN_MS, () => ({ what, at: endedAt }));
  }
}

/** The highest place of a room that was acknowledged so far. */
type Head = (eventId: string) => number;

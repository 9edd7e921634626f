import type { RequestLine } from '../history.ts';

/** One vote, or one wish to take it back, and what is known of its outcome. */
export interface Cast {
  readonly person: string;
  /** In order. */
  readonly choices: readonly number[];
  readonly askedAt: number;
  /** Its person's devices are told of it by other processes. */
  readonly isByApi: boolean;
  is: 'unknown' | 'counted' | 'refused';
  /** When that was known; infinite while it is not. */
  endedAt: number;
  /** Where its sums have it, as was answered; `null` where nothing was to be done. */
  seq: number | null;
}

/** Everybody's votes, by poll. */
export class VotesCast {
  readonly #polls = new Map<string, Cast[]>();
  readonly #byOp = new Map<number, Cast>();

  request({ type, op, at, author, messageId = '', choices = [], seq, via }: RequestLine): void {
    if (type === 'invoke') {
      const ordered = choices.toSorted((one, other) => one - other);
      const open = { is: 'unknown', endedAt: Infinity, seq: null } as const;
      const of = { person: author, askedAt: at, isByApi: via === 'api' };
      const cast: Cast = { ...of, choices: ordered, ...open };
      this.#polls.set(messageId, [...this.in(messageId), cast]);
      this.#byOp.set(op, cast);
      return;
    }
    const cast = this.#byOp.get(op);
    this.#byOp.delete(op);
    if (cast === undefined || type === 'info') return;
    cast.is = type === 'ok' ? 'counted' : 'refused';
    cast.endedAt = at;
    cast.seq = seq ?? null;
  }

  in(messageId: string): readonly Cast[] {
    return this.#polls.get(messageId) ?? [];
  }

  of(messageId: string, person: string): readonly Cast[] {
    return this.in(messageId).filter((cast) => cast.person === person);
  }
}

/** A person's vote as its row has it; no choices and place 0 where there is none. */
export interface Kept {
  readonly choices: readonly number[];
  readonly seq: number;
}

/**
 * Whether a person's vote may be what is kept: what they asked for last, in an order in which no request stands before one
 * that was answered before it was asked for. One without an answer may have been done at any time since.
 */
export function mayBeLast(kept: Kept, casts: readonly Cast[]): boolean {
  const counted = casts.filter(({ is }) => is === 'counted');
  const isPast = counted.some(({ seq }) => (seq ?? 0) > kept.seq);
  if (isPast) return false;
  const text = kept.choices.join();
  if (counted.length === 0 && text === '') return true;
  return casts.some(
    (cast) =>
      cast.is !== 'refused' &&
      cast.choices.join() === text &&
      !counted.some((later) => later.askedAt > cast.endedAt),
  );
}

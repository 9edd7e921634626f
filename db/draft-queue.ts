import type { Draft } from '../domain/log.ts';
import type { Outcome } from './log.ts';

/** Drafts in one transaction at most: enough to share its cost, few enough to keep it short. */
const BATCH_MAX = 256;
const BATCH_MAX_BYTES = 256 * 1_024;
/** What a draft has besides its text, roughly. */
const DRAFT_BYTES = 300;

export interface Waiting {
  readonly draft: Draft;
  readonly bytes: number;
  /** When its asker is to have an answer, whatever it is; by a clock that only goes forward. */
  readonly deadline: number;
  readonly resolve: (outcome: Outcome) => void;
  /** What its last try had decided, which may have been committed without our hearing of it. */
  tentative: Outcome | null;
}

export const bytesOf = (draft: Draft): number =>
  DRAFT_BYTES + (draft.kind === 'message' ? Buffer.byteLength(draft.content) : 0);

export interface Batch {
  readonly waiting: readonly Waiting[];
  /** It is of one event alone, whose log somebody else held before. */
  readonly isAlone: boolean;
}

/** An event whose log somebody else holds: it is tried alone, and not before a while has passed. */
interface Held {
  readonly failures: number;
  readonly until: number;
}

/**
 * What waits, in one line for each event. The lines take turns, so that a flooded
 * one delays the others by no more than its share of a batch.
 */
export class DraftQueue {
  /** In the order of their turns; none is empty. */
  readonly #lines = new Map<string, Waiting[]>();
  readonly #held = new Map<string, Held>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  sizeOf(eventId: string): number {
    return this.#lines.get(eventId)?.length ?? 0;
  }

  push(item: Waiting): void {
    this.#lineOf(item).push(item);
    this.#size += 1;
  }

  /** Puts what was taken last back to where it was. */
  putBack(items: readonly Waiting[]): void {
    for (const item of items.toReversed()) this.#lineOf(item).unshift(item);
    this.#size += items.length;
  }

  /** The next batch, or null where nothing is due. */
  take(now: number): Batch | null {
    const due = [...this.#lines.keys()].filter((id) => (this.#held.get(id)?.until ?? 0) <= now);
    const [first] = due;
    if (first === undefined) return null;
    const isAlone = this.#held.has(first);
    const eventIds = isAlone ? [first] : due.filter((id) => !this.#held.has(id));
    return { waiting: this.#takeFrom(eventIds), isAlone };
  }

  /** Takes all whose time is up. */
  takeExpired(now: number): readonly Waiting[] {
    const expired: Waiting[] = [];
    for (const [eventId, line] of this.#lines) {
      // In the order of their arrival, so of their deadlines.
      const left = line.findIndex(({ deadline }) => deadline > now);
      expired.push(...line.splice(0, left === -1 ? line.length : left));
      if (line.length > 0) continue;
      this.#lines.delete(eventId);
      this.#held.delete(eventId);
    }
    this.#size -= expired.length;
    return expired;
  }

  /** These events' logs could not be had; `untilOf` says when to try again after so many failures. */
  hold(eventIds: ReadonlySet<string>, untilOf: (failures: number) => number): void {
    for (const eventId of eventIds) {
      const failures = (this.#held.get(eventId)?.failures ?? 0) + 1;
      this.#held.set(eventId, { failures, until: untilOf(failures) });
    }
  }

  /** These events' logs could be had. */
  release(eventIds: ReadonlySet<string>): void {
    for (const eventId of eventIds) this.#held.delete(eventId);
  }

  /** When something is due; null where nothing waits. */
  nextDue(): number | null {
    const times = [...this.#lines.keys()].map((eventId) => this.#held.get(eventId)?.until ?? 0);
    return times.length === 0 ? null : Math.min(...times);
  }

  #lineOf({ draft: { eventId } }: Waiting): Waiting[] {
    const known = this.#lines.get(eventId);
    if (known !== undefined) return known;
    const line: Waiting[] = [];
    this.#lines.set(eventId, line);
    return line;
  }

  #takeFrom(eventIds: readonly string[]): readonly Waiting[] {
    const share = Math.max(1, Math.ceil(BATCH_MAX / eventIds.length));
    const taken: Waiting[] = [];
    let bytes = 0;
    // First a share of each, then what room is left.
    for (const eventId of [...eventIds, ...eventIds]) {
      const line = this.#lines.get(eventId);
      if (line === undefined) continue;
      const room = {
        count: Math.min(share, BATCH_MAX - taken.length),
        bytes: BATCH_MAX_BYTES - bytes,
      };
      // A draft that is too large for any batch is one of its own.
      const count = Math.max(countFitting(line, room), taken.length === 0 ? 1 : 0);
      if (count === 0) continue;
      const items = line.splice(0, count);
      taken.push(...items);
      bytes += items.reduce((sum, item) => sum + item.bytes, 0);
      // Behind the others, whose turn comes first in the next batch.
      this.#lines.delete(eventId);
      if (line.length > 0) this.#lines.set(eventId, line);
    }
    this.#size -= taken.length;
    return taken;
  }
}

function countFitting(
  line: readonly Waiting[],
  room: { readonly count: number; readonly bytes: number },
): number {
  let bytes = 0;
  const over = line.slice(0, room.count).findIndex((item) => (bytes += item.bytes) > room.bytes);
  return over === -1 ? Math.min(line.length, room.count) : over;
}

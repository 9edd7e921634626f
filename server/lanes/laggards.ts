import type { LogEntry } from '../../domain/log.ts';
import { drained, isClogged } from './clog.ts';
import { writeFrame } from './frame.ts';
import type { Member } from './member.ts';
import type { Recent, Ring } from './ring.ts';
import type { Speaker } from './speaker.ts';

/** Entries of one step: enough to catch up fast, few enough to hold in memory. */
const PAGE_MAX_ENTRIES = 100;

/** Further behind than this, reading the history anew is quicker than replaying it. */
export const LAG_MAX_ENTRIES = 5_000;

/** A connection that takes nothing for so long is as good as dead. */
const STUCK_AFTER_MS = 60_000;
const READ_AGAIN_MS = 500;

export interface LaggardDeps {
  readonly ring: Ring;
  readonly speaker: Speaker;
  /** Entries after a place, in order, without a gap. */
  readonly read: (after: number, limit: number) => Promise<readonly LogEntry[]>;
  /** Puts a member that is not behind any more into a lane, in this tick; `false` where it still is. */
  readonly tryEnter: (member: Member) => boolean;
  readonly onEnded: (member: Member) => void;
  readonly onTooFarBehind: (member: Member) => void;
  readonly onStuck: (member: Member) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Members that are behind their lanes: each is sent what follows its cursor, no faster than its
 * connection takes it, and enters a lane in the tick in which nothing is missing.
 */
export class Laggards {
  readonly #deps: LaggardDeps;
  /** Who is followed, and by which of its runs: a later one takes over. */
  readonly #runs = new Map<Member, symbol>();

  constructor(deps: LaggardDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#runs.size;
  }

  /** Brings a member on from where it stands. */
  follow(member: Member): void {
    const run = Symbol('run');
    this.#runs.set(member, run);
    void this.#run(member, () => this.#runs.get(member) === run).finally(() => {
      if (this.#runs.get(member) === run) this.#runs.delete(member);
    });
  }

  forget(member: Member): void {
    this.#runs.delete(member);
  }

  forgetAll(): void {
    this.#runs.clear();
  }

  async #run(member: Member, isMine: () => boolean): Promise<void> {
    const { ring, tryEnter, onTooFarBehind, onStuck } = this.#deps;
    while (isMine()) {
      if (this.#endIfDue(member)) return;
      if (!isClogged(member.socket) && tryEnter(member)) return;
      const isDrained = await drained(member.socket, STUCK_AFTER_MS);
      if (!isMine()) return;
      if (!isDrained) return onStuck(member);
      if (ring.head - member.cursor > LAG_MAX_ENTRIES) return onTooFarBehind(member);
      await this.#serve(member, isMine);
    }
  }

  /** Whether its person's participation ended right after what it has. */
  #endIfDue(member: Member): boolean {
    if (member.ending === null || member.cursor < member.ending.seq - 1) return false;
    this.#deps.onEnded(member);
    return true;
  }

  async #serve(member: Member, isMine: () => boolean): Promise<void> {
    const items = await this.#itemsAfter(member.cursor);
    if (!isMine()) return;
    for (const item of items) {
      const { seq } = item.entry;
      if (isClogged(member.socket) || seq === member.ending?.seq) return;
      this.#send(member, item, seq);
    }
  }

  /** From what is kept, else from the log, as far as this node has taken it on. */
  async #itemsAfter(cursor: number): Promise<readonly Recent[]> {
    const { ring, read, onError } = this.#deps;
    const kept = ring.after(cursor, PAGE_MAX_ENTRIES);
    if (kept !== null) return kept;
    try {
      const entries = await read(cursor, PAGE_MAX_ENTRIES);
      return entries
        .filter(({ seq }) => seq <= ring.head)
        .map((entry) => ({ entry, isForOrganisers: false, frames: {} }));
    } catch (error) {
      onError(error);
      await new Promise((resolve) => setTimeout(resolve, READ_AGAIN_MS));
      return [];
    }
  }

  /** A replay leaves nothing out: it is one reader's, so that telling of everybody is no flood. */
  #send(member: Member, item: Recent, seq: number): void {
    const { speaker } = this.#deps;
    const { after } = member;
    const frame =
      speaker.ownFrameOf(member, item, after) ?? speaker.frameOf(item, member.kind, after);
    if (frame !== null) writeFrame(member.socket, frame);
    member.standAt(seq, frame === null ? after : seq);
  }
}

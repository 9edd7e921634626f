import type { LogEntry } from '../../domain/log.ts';
import { drained } from './clog.ts';
import { bundle } from './frame.ts';
import type { Member } from './member.ts';
import { isClogged } from './outlet.ts';
import { takePiece } from './piece.ts';
import type { Recent, Ring } from './ring.ts';
import type { Speaker, Telling } from './speaker.ts';

/** Entries of one step: enough to catch up fast, few enough to hold in memory. */
const PAGE_MAX_ENTRIES = 100;

/** Entries that go out in one piece: fewer than may wait for a connection. */
const BUNDLE_MAX_ENTRIES = 32;

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
    let sent = 0;
    while (sent < items.length) {
      const taken = this.#send(member, items.slice(sent, sent + BUNDLE_MAX_ENTRIES));
      if (taken === 0) return;
      sent += taken;
    }
  }

  /** From what is kept, else from the log, as far as this node has taken it on. */
  async #itemsAfter(cursor: number): Promise<readonly Recent[]> {
    const { ring, read, onError } = this.#deps;
    const kept = ring.after(cursor, PAGE_MAX_ENTRIES);
    if (kept !== null) return kept;
    try {
      const entries = await read(cursor, PAGE_MAX_ENTRIES);
      ring.learn(entries);
      return entries
        .filter(({ seq }) => seq <= ring.head)
        .map((entry) => ({ entry, isForOrganisers: false, frames: {} }));
    } catch (error) {
      onError(error);
      await new Promise((resolve) => setTimeout(resolve, READ_AGAIN_MS));
      return [];
    }
  }

  /** Sends as many of the entries as go out in one piece; how many that were, 0 where it can't take them now. */
  #send(member: Member, items: readonly Recent[]): number {
    const { tellings, cursor, after } = takePiece(this.#deps.speaker, items, member);
    const taken = cursor - member.cursor;
    if (!this.#tell(member, tellings)) return 0;
    member.standAt(cursor, after);
    return taken;
  }

  #tell(member: Member, tellings: readonly Telling[]): boolean {
    if (tellings.length === 0) return true;
    const own = this.#deps.speaker.ownBundleOf(member, tellings);
    return member.outlet.send(own ?? bundle(tellings.map(({ frame }) => frame)));
  }
}

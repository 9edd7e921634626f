import type { LogEntry } from '../../domain/log.ts';
import { argsFor } from '../tell.ts';
import { isClogged } from './clog.ts';
import { encodeFrame, writeFrame } from './frame.ts';
import { Laggards, type LaggardDeps } from './laggards.ts';
import { Lane, LANE_MAX_MEMBERS } from './lane.ts';
import type { Member } from './member.ts';
import { Ring } from './ring.ts';
import { Speaker, type SealPlaces } from './speaker.ts';

/** How long one turn may hold the event loop; the rest waits for the next one. */
const TURN_MS = 8;
/**
 * Entries that one connection gets in one turn: fewer than make it clogged, so that a burst alone
 * puts nobody out of a lane.
 */
const TURN_MAX_ENTRIES = 32;
/** Lanes that are so far behind take nothing on: the log keeps it, and memory stays bounded. */
const BEHIND_MAX_ENTRIES = 2_000;

type LaggardEvents = Pick<
  LaggardDeps,
  'read' | 'onEnded' | 'onTooFarBehind' | 'onStuck' | 'onError'
>;

export interface LanesOptions extends LaggardEvents {
  readonly eventId: string;
  readonly epoch: string;
  /** Where the log is taken on from. */
  readonly head: number;
  readonly seal: SealPlaces;
  /** Called when the lanes can take entries on again after they could not. */
  readonly onRoom: () => void;
}

/** The shared fan-out of one room: its members in lanes, those behind as laggards, the newest entries. */
export class Lanes {
  readonly #options: LanesOptions;
  readonly #ring: Ring;
  readonly #speaker: Speaker;
  readonly #laggards: Laggards;
  #lanes: Lane[] = [];
  /** Lanes go no further in this turn; `null` between turns. */
  #turnLimit: number | null = null;
  #wasFull = false;

  constructor(options: LanesOptions) {
    const { epoch, head, seal } = options;
    this.#options = options;
    this.#ring = new Ring(head);
    this.#speaker = new Speaker(epoch, seal);
    this.#laggards = new Laggards({
      ...options,
      ring: this.#ring,
      speaker: this.#speaker,
      tryEnter: (member) => this.#tryEnter(member),
    });
  }

  /** The last entry that was taken on. */
  get head(): number {
    return this.#ring.head;
  }

  get laggards(): number {
    return this.#laggards.size;
  }

  /** Whether nothing more should be taken on for now. */
  get isFull(): boolean {
    const isFull = this.head - this.#slowest() >= BEHIND_MAX_ENTRIES;
    this.#wasFull ||= isFull;
    return isFull;
  }

  /** Takes the next entry on; lanes get it at once, or in turns where they are many. */
  push(entry: LogEntry, isForOrganisers: boolean): void {
    this.#ring.push({ entry, isForOrganisers, frames: {} }, this.#slowest());
    if (this.#turnLimit === null) this.#turn();
    else if (this.head <= this.#turnLimit) this.#advance();
  }

  /** Puts a member where the log is. Every entry after its `cursor` is sent to it. */
  enterLive(member: Member): void {
    const lane = this.#lanes.find((open) => open.kind === member.kind && hasSpace(open));
    if (lane !== undefined) return member.enter(lane);
    member.standAt(this.head, this.head);
    this.#enterNew(member);
  }

  /** Puts a member behind a place: everything after it is sent, then what comes. */
  enterAt(member: Member, cursor: number): void {
    member.standAt(cursor, cursor);
    if (isClogged(member.socket) || !this.#tryEnter(member)) this.#laggards.follow(member);
  }

  remove(member: Member): void {
    member.standAt();
    this.#laggards.forget(member);
  }

  /** The sealed places of a member that resumes. */
  placesOf(member: Member): string {
    return this.#speaker.placesOf(member);
  }

  /** Tells clients that can use it how far they should have the log. */
  announceHead(): void {
    const { eventId, epoch } = this.#options;
    for (const lane of this.#lanes) {
      if (lane.kind === 'seed') continue;
      const head = { eventId, seq: lane.delivered, epoch };
      const ours = lane.kind === 'v1' ? encodeFrame('room-head', [head]) : null;
      for (const member of lane.members) {
        const frame =
          ours ?? encodeFrame('room-head', argsFor('resume', head, this.placesOf(member)));
        writeFrame(member.socket, frame);
      }
    }
  }

  dispose(): void {
    this.#laggards.forgetAll();
    this.#lanes = [];
  }

  #turn(): void {
    this.#lanes = this.#lanes.filter(({ members }) => members.size > 0);
    const slowest = this.#slowest();
    if (slowest === this.head) return this.#rest();
    this.#turnLimit = slowest + TURN_MAX_ENTRIES;
    setImmediate(() => {
      this.#turnLimit = null;
      this.#turn();
    });
    this.#advance();
  }

  #rest(): void {
    if (!this.#wasFull) return;
    this.#wasFull = false;
    this.#options.onRoom();
  }

  /** Serves the lanes that are behind, one entry at a time, as long as the turn's time lasts. */
  #advance(): void {
    const until = performance.now() + TURN_MS;
    const limit = Math.min(this.head, this.#turnLimit ?? this.head);
    for (const lane of this.#behindFirst()) {
      while (lane.delivered < limit) {
        const [item] = this.#ring.after(lane.delivered, 1) ?? [];
        if (item === undefined) break;
        lane.serve(item, this.#speaker, {
          onClogged: (member) => this.#laggards.follow(member),
          onEnded: this.#options.onEnded,
        });
        if (performance.now() > until) return;
      }
    }
  }

  /** Whoever waits longest comes first, so that a turn that ends early starves nobody. */
  #behindFirst(): readonly Lane[] {
    return this.#lanes.length < 2
      ? this.#lanes
      : this.#lanes.toSorted((a, b) => a.delivered - b.delivered);
  }

  #slowest(): number {
    return this.#lanes.reduce((least, { delivered }) => Math.min(least, delivered), this.head);
  }

  #tryEnter(member: Member): boolean {
    const { cursor } = member;
    const lane = this.#lanes.find(
      (open) => open.kind === member.kind && open.delivered === cursor && hasSpace(open),
    );
    if (lane !== undefined) {
      member.enter(lane);
      return true;
    }
    if (cursor !== this.head) return false;
    this.#enterNew(member);
    return true;
  }

  #enterNew(member: Member): void {
    const lane = new Lane(member.kind, member);
    this.#lanes.push(lane);
    member.enter(lane);
  }
}

const hasSpace = ({ members }: Lane): boolean => members.size < LANE_MAX_MEMBERS;

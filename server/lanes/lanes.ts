import { isEmptying } from '../../domain/emptying.ts';
import type { LogEntry } from '../../domain/log.ts';
import { argsFor } from '../tell.ts';
import { bundle, encodeFrame } from './frame.ts';
import { Laggards, type LaggardDeps } from './laggards.ts';
import { LaneSet } from './lane-set.ts';
import { Lane, type LaneEvents } from './lane.ts';
import type { Member } from './member.ts';
import { isClogged } from './outlet.ts';
import { Replays } from './replays.ts';
import { charsOf, Ring } from './ring.ts';
import { Rounds } from './rounds.ts';
import { Speaker, type SealPlaces } from './speaker.ts';

/**
 * Entries that one connection gets in one turn: fewer than make it clogged, so that a burst alone
 * puts nobody out of a lane. No more are held back for the window.
 */
const TURN_MAX_ENTRIES = 32;
/** Nor is more text. */
const HELD_MAX_CHARS = 64 * 1_024;
/** One member is sent at once what its lane holds back, if that is no more. */
const CATCH_UP_MAX_ENTRIES = 256;
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

/** What tells sums, of which the next says it all anyway. */
const PATIENT: ReadonlySet<LogEntry['kind']> = new Set(['reactions', 'poll', 'question-votes']);

/** The shared fan-out of one room: its members in lanes, those behind as laggards, the newest entries. */
export class Lanes {
  readonly #options: LanesOptions;
  readonly #ring: Ring;
  readonly #speaker: Speaker;
  readonly #laggards: Laggards;
  readonly #replays: Replays;
  readonly #lanes = new LaneSet();
  readonly #rounds: Rounds;
  readonly #laneEvents: LaneEvents;
  #heldChars = 0;
  #wasFull = false;

  constructor(options: LanesOptions) {
    const { epoch, head, seal, onEnded } = options;
    this.#options = options;
    this.#ring = new Ring(head);
    this.#speaker = new Speaker(epoch, seal);
    this.#replays = new Replays(this.#ring, this.#speaker);
    this.#laggards = new Laggards({
      ...options,
      ring: this.#ring,
      speaker: this.#speaker,
      tryEnter: (member) => this.#tryEnter(member),
    });
    this.#rounds = new Rounds({ turn: (until) => this.#turn(until), onEnd: () => this.#rest() });
    this.#laneEvents = {
      onClogged: (member) => this.#laggards.follow(member),
      onEnded,
      onCatchUp: (member) => this.#catchUp(member),
    };
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

  /** Takes the next entry on; lanes get it together with what else comes in this tick or in the room's window. */
  push(entry: LogEntry, isForOrganisers: boolean): void {
    if (isEmptying(entry)) this.#ring.redact(entry);
    this.#ring.push({ entry, isForOrganisers, frames: {} }, this.#slowest());
    this.#heldChars += charsOf(entry);
    const isMuch =
      this.#heldChars >= HELD_MAX_CHARS || this.head - this.#slowest() >= TURN_MAX_ENTRIES;
    this.#rounds.add({ isMuch, isPatient: PATIENT.has(entry.kind) });
  }

  /** Puts a member where the log is. Every entry after its `cursor` is sent to it. */
  enterLive(member: Member): void {
    const isFarBehind = this.head - this.#slowest() > TURN_MAX_ENTRIES;
    const lane = isFarBehind
      ? this.#lanes.findAny(member.kind)
      : this.#lanes.find(member.kind, this.head);
    if (lane !== undefined) return member.enter(lane);
    member.standAt(this.head, this.head);
    this.#enterNew(member);
  }

  /** Puts a member behind a place: everything after it is sent, then what comes. */
  enterAt(member: Member, cursor: number): void {
    member.standAt(cursor, cursor);
    this.#laggards.forget(member);
    if (!this.#isAtOnce(member)) this.#laggards.follow(member);
  }

  /** Lets a member go; if it is in step, it is sent first what its lane holds back. */
  remove(member: Member): void {
    if (member.socket.connected) member.catchUp();
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
    for (const lane of this.#lanes.all) {
      if (lane.kind === 'seed') continue;
      const head = { eventId, seq: lane.delivered, epoch };
      const ours = lane.kind === 'v1' ? bundle([encodeFrame('room-head', [head])]) : null;
      for (const member of lane.members) {
        member.outlet.send(ours ?? this.#headFor(member, head));
      }
    }
  }

  dispose(): void {
    this.#laggards.forgetAll();
    this.#lanes.clear();
    this.#rounds.dispose();
  }

  #headFor(member: Member, head: object) {
    return bundle([encodeFrame('room-head', argsFor('resume', head, this.placesOf(member)))]);
  }

  /** Serves the lanes that are behind, as long as the turn's time lasts; whether none is any more. */
  #turn(until: number): boolean {
    const limit = Math.min(this.head, this.#slowest() + TURN_MAX_ENTRIES);
    for (const lane of this.#lanes.behindFirst()) {
      while (lane.members.size > 0 && lane.delivered < limit) {
        const items = this.#ring.after(lane.delivered, limit - lane.delivered) ?? [];
        if (items.length === 0) break;
        lane.serve(items, this.#speaker);
        if (performance.now() > until) return this.#slowest() === this.head;
      }
    }
    return this.#slowest() === this.head;
  }

  #rest(): void {
    this.#lanes.merge();
    this.#heldChars = 0;
    if (!this.#wasFull) return;
    this.#wasFull = false;
    this.#options.onRoom();
  }

  /** Brings a member of a lane that holds something back to the head before the others. */
  #catchUp(member: Member): void {
    const { cursor, ending } = member;
    const held = this.head - cursor;
    // Far behind, as in a flood, and at the end of a participation, the lane's turn comes first.
    if (held === 0 || held > CATCH_UP_MAX_ENTRIES || ending !== null) return;
    const items = this.#ring.after(cursor, held);
    if (items === null) return;
    const own = new Lane(member.kind, member, this.#laneEvents);
    member.standAt();
    member.enter(own);
    while (own.members.size > 0 && own.delivered < this.head) {
      const from = own.delivered - cursor;
      own.serve(items.slice(from, from + TURN_MAX_ENTRIES), this.#speaker);
    }
    if (!member.isInLane) return;
    member.standAt();
    this.#tryEnter(member);
  }

  /** Whether it lacks nothing, or is sent it at once. */
  #isAtOnce(member: Member): boolean {
    if (isClogged(member.socket)) return false;
    return this.#tryEnter(member) || (this.#replays.send(member) && this.#tryEnter(member));
  }

  #slowest(): number {
    return this.#lanes.slowest(this.head);
  }

  #tryEnter(member: Member): boolean {
    const { cursor } = member;
    const lane = this.#lanes.find(member.kind, cursor);
    if (lane !== undefined) {
      member.enter(lane);
      return true;
    }
    if (cursor !== this.head) return false;
    this.#enterNew(member);
    return true;
  }

  #enterNew(member: Member): void {
    const lane = new Lane(member.kind, member, this.#laneEvents);
    member.enter(lane);
    this.#lanes.add(lane);
  }
}

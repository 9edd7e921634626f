import type { ClientKind } from '../chat-socket.ts';
import { BUNDLE_MAX_BYTES, bundle } from './frame.ts';
import type { Member } from './member.ts';
import type { Recent } from './ring.ts';
import type { Speaker, Telling } from './speaker.ts';

/** Sockets of one lane: few enough that one entry for all of them takes some milliseconds. */
export const LANE_MAX_MEMBERS = 500;

export interface LaneEvents {
  /** It can't take more now: it left the lane and stands before the entries that it was to get. */
  readonly onClogged: (member: Member) => void;
  /** Its person's participation ended; it was sent everything before. */
  readonly onEnded: (member: Member) => void;
  /** It is to have what its lane has not sent yet, before its lane. */
  readonly onCatchUp: (member: Member) => void;
}

/** Sockets of one kind that have exactly the same entries, so that one frame serves all. */
export class Lane {
  readonly kind: ClientKind;
  readonly members = new Set<Member>();
  /** All members have everything up to here. */
  delivered: number;
  /** The last entry that all members were told of. */
  after: number;
  readonly #events: LaneEvents;

  constructor(
    kind: ClientKind,
    { cursor, after }: { cursor: number; after: number },
    events: LaneEvents,
  ) {
    this.kind = kind;
    this.delivered = cursor;
    this.after = after;
    this.#events = events;
  }

  catchUp(member: Member): void {
    this.#events.onCatchUp(member);
  }

  /** Sends all members the entries that follow, or as many of them as go out in one piece. */
  serve(items: readonly Recent[], speaker: Speaker): void {
    const { delivered: cursor, after } = this;
    if (items[0] !== undefined) this.#end(items[0]);
    const tellings = this.#take(items, speaker);
    const toOrganisers = tellings.length === 0 ? null : bundle(tellings.map(({ frame }) => frame));
    const common = tellings.filter(({ item }) => !item.isForOrganisers);
    const toOthers = common.length === tellings.length ? toOrganisers : bundleOf(common);
    for (const member of this.members) {
      const shared = member.isOrganiser ? toOrganisers : toOthers;
      const own = speaker.ownBundleOf(member, member.isOrganiser ? tellings : common);
      const all = own ?? shared;
      if (all === null || member.outlet.send(all)) continue;
      member.standAt(cursor, after);
      this.#events.onClogged(member);
    }
  }

  /** Moves on over as many entries as go out together, and puts them into frames. */
  #take(items: readonly Recent[], speaker: Speaker): readonly Telling[] {
    const tellings: Telling[] = [];
    let bytes = 0;
    for (const [index, item] of items.entries()) {
      if (index > 0 && this.#endsHere(item).length > 0) break;
      const { after } = this;
      const frame = speaker.frameOf(item, this.kind, after);
      bytes += frame?.bytes.length ?? 0;
      if (tellings.length > 0 && bytes > BUNDLE_MAX_BYTES) break;
      this.delivered = item.entry.seq;
      if (frame === null) continue;
      tellings.push({ item, after, frame });
      if (!item.isForOrganisers) this.after = item.entry.seq;
    }
    return tellings;
  }

  #end(item: Recent): void {
    for (const member of this.#endsHere(item)) {
      member.standAt();
      this.#events.onEnded(member);
    }
  }

  /** Whose time in the room ends with this entry. */
  #endsHere({ entry }: Recent): readonly Member[] {
    if (entry.kind !== 'participation' || entry.status !== null) return [];
    return [...this.members].filter(({ ending }) => ending?.seq === entry.seq);
  }
}

const bundleOf = (tellings: readonly Telling[]) =>
  tellings.length === 0 ? null : bundle(tellings.map(({ frame }) => frame));

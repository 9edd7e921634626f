import type { ClientKind } from '../chat-socket.ts';
import { isClogged } from './clog.ts';
import { writeFrame } from './frame.ts';
import type { Member } from './member.ts';
import type { Recent } from './ring.ts';
import type { Speaker } from './speaker.ts';

/** Sockets of one lane: few enough that one entry for all of them takes some milliseconds. */
export const LANE_MAX_MEMBERS = 500;

export interface LaneEvents {
  /** It can't take more now: it left the lane and stands before the entry that it was to get. */
  readonly onClogged: (member: Member) => void;
  /** Its person's participation ended; it was sent everything before. */
  readonly onEnded: (member: Member) => void;
}

/** Sockets of one kind that have exactly the same entries, so that one frame serves all. */
export class Lane {
  readonly kind: ClientKind;
  readonly members = new Set<Member>();
  /** All members have everything up to here. */
  delivered: number;
  /** The last entry that all members were told of. */
  after: number;

  constructor(kind: ClientKind, { cursor, after }: { cursor: number; after: number }) {
    this.kind = kind;
    this.delivered = cursor;
    this.after = after;
  }

  /** Sends the entry that follows to all members. */
  serve(item: Recent, speaker: Speaker, { onClogged, onEnded }: LaneEvents): void {
    const { entry, isForOrganisers } = item;
    if (entry.kind === 'participation' && entry.status === null) this.#end(entry.seq, onEnded);
    for (const member of this.members) {
      if (!isClogged(member.socket)) continue;
      member.standAt();
      onClogged(member);
    }
    const wasToldBefore = this.after;
    this.delivered = entry.seq;
    const isToldToAll = this.#tell(item, speaker, wasToldBefore) && !isForOrganisers;
    if (isToldToAll) this.after = entry.seq;
  }

  /** Whether this kind of client is told of the entry at all. */
  #tell(item: Recent, speaker: Speaker, after: number): boolean {
    const shared = speaker.frameOf(item, this.kind, after);
    if (shared === null) return false;
    for (const member of this.members) {
      if (item.isForOrganisers && !member.isOrganiser) continue;
      writeFrame(member.socket, speaker.ownFrameOf(member, item, after) ?? shared);
    }
    return true;
  }

  #end(seq: number, onEnded: LaneEvents['onEnded']): void {
    for (const member of this.members) {
      if (member.ending?.seq !== seq) continue;
      member.standAt();
      onEnded(member);
    }
  }
}

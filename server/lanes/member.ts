import type { ChatSocket, ClientKind, JoinedPlace } from '../chat-socket.ts';
import type { Participation } from '../../domain/rights.ts';
import { Outlet } from './outlet.ts';

/** Members that stand together: what is true of their place is true of each. */
interface Together {
  readonly members: Set<Member>;
  readonly delivered: number;
  readonly after: number;
  /** Sends one of them what all are to get next. */
  catchUp(member: Member): void;
}

/** Where a person's time in the room ends in the log, and why. */
export interface Ending {
  readonly seq: number;
  readonly reason: 'left' | 'removed';
  /** Whether they can't come back. */
  readonly isBanned?: boolean;
  /** Why they were removed, in a moderator's words. */
  readonly because?: string | undefined;
}

export interface MemberRights {
  /** The log's place that its right to be here was read at: earlier entries can't end it. */
  readonly authorisedAt: number;
  readonly isOrganiser: boolean;
  /** The entry with which its person's participation began: what is before is not replayed to it. */
  readonly since: number;
  /** Where its person stands in the event. */
  readonly standing?: Participation;
  /** Whether it is shown to nobody that its person is here. */
  readonly isInvisible?: boolean;
}

/** A socket that has a room open: in a lane, or behind it with a cursor of its own. */
export class Member implements JoinedPlace {
  readonly socket: ChatSocket;
  readonly outlet: Outlet;
  readonly kind: ClientKind;
  readonly eventId: string;
  readonly epoch: string;
  authorisedAt: number;
  isOrganiser: boolean;
  since: number;
  standing: Participation | null;
  /** Set when its person's participation has ended: it gets what is before, and then is put out. */
  ending: Ending | null = null;
  #lane: Together | null = null;
  #cursor = 0;
  #after = 0;

  constructor(
    socket: ChatSocket,
    { eventId, epoch, rights }: { eventId: string; epoch: string; rights: MemberRights },
  ) {
    this.socket = socket;
    this.outlet = new Outlet(socket);
    this.kind = socket.data.kind;
    this.eventId = eventId;
    this.epoch = epoch;
    this.authorisedAt = rights.authorisedAt;
    this.isOrganiser = rights.isOrganiser;
    this.since = rights.since;
    this.standing = rights.standing ?? null;
  }

  /** Everything up to here was sent to it, or it said that it has it. */
  get cursor(): number {
    return this.#lane?.delivered ?? this.#cursor;
  }

  /** The last entry that it was told of; the ones up to {@link cursor} were not for its kind. */
  get after(): number {
    return this.#lane?.after ?? this.#after;
  }

  /** Whether it is among those whom entries are sent to together. */
  get isInLane(): boolean {
    return this.#lane !== null;
  }

  /** Sends it what its lane holds back, where it is in one. */
  catchUp(): void {
    this.#lane?.catchUp(this);
  }

  enter(lane: Together): void {
    this.#lane = lane;
    lane.members.add(this);
  }

  /** Out of its lane, with a cursor of its own, which is where the lane is if none is given. */
  standAt(cursor = this.cursor, after = Math.min(cursor, this.after)): void {
    this.#lane?.members.delete(this);
    this.#lane = null;
    this.#cursor = cursor;
    this.#after = after;
  }
}

import type { LogEntry, ParticipationEntry } from '../../domain/log.ts';
import type { QuestionEntry } from '../../domain/question-log.ts';
import type { RoomPresent } from '../../domain/presence.ts';
import type { Participation } from '../../domain/rights.ts';
import { modeAfter, type RoomMode } from '../../domain/room-mode.ts';
import type { RoomPresence } from '../bus/presence.ts';
import type { RoomCheers } from '../cheers.ts';
import type { ChatSocket } from '../chat-socket.ts';
import type { Feed } from '../feeds/feed.ts';
import { catchUp } from '../lanes/keep-in-step.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { Member, type Ending, type MemberRights } from '../lanes/member.ts';
import { endOf } from '../lanes/notice.ts';
import { tellSocket } from '../tell.ts';
import type { RoomTyping } from '../typing.ts';
import { isComing, PendingJoins, toParticipation } from './standings.ts';
import { OwnPeople } from './own-people.ts';
import { tellMembers, type TellMembers } from './tell-members.ts';
import type { Teller } from './teller.ts';

export interface RoomParts {
  readonly eventId: string;
  readonly epoch: string;
  /** Entries after this one can be replayed. */
  readonly minSeq: number;
  readonly lanes: Lanes;
  readonly typing: RoomTyping;
  readonly cheers: RoomCheers;
  readonly counts: Teller;
  readonly people: Teller;
  readonly presence: RoomPresence;
  /** Sockets beyond which `user-joined` and `user-left` go to organisers only. */
  readonly crowdedRoomSockets: number;
  /** Told of a socket that was put out since its person's participation ended. */
  readonly onPutOut: (socket: ChatSocket, ending: Ending) => void;
  readonly mode: RoomMode;
  /** Told of an entry of a question that not everybody may see. */
  readonly onHiddenQuestion: (entry: QuestionEntry) => void;
}

/** How long after something was said a quiet room is told where its log stands, with as much again at random. */
const HEAD_AFTER_MS = 7_000;

/** One event's room on this node. Exists while somebody has it open. */
export class Room {
  readonly eventId: string;
  readonly epoch: string;
  readonly minSeq: number;
  readonly typing: RoomTyping;
  readonly cheers: RoomCheers;
  readonly counts: Teller;
  readonly people: Teller;
  readonly lanes: Lanes;
  /** Those on this node whose participation has not ended. */
  readonly own: OwnPeople;
  readonly joins = new PendingJoins();
  readonly #presence: RoomPresence;
  readonly #crowdedRoomSockets: number;
  readonly #onPutOut: RoomParts['onPutOut'];
  readonly #onHiddenQuestion: RoomParts['onHiddenQuestion'];
  readonly #members = new Map<string, Member>();
  #headTimer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;
  #mode: RoomMode;

  constructor(parts: RoomParts) {
    this.eventId = parts.eventId;
    this.epoch = parts.epoch;
    this.minSeq = parts.minSeq;
    this.typing = parts.typing;
    this.cheers = parts.cheers;
    this.counts = parts.counts;
    this.people = parts.people;
    this.own = new OwnPeople(parts.presence, parts.typing);
    this.#presence = parts.presence;
    this.lanes = parts.lanes;
    this.#crowdedRoomSockets = parts.crowdedRoomSockets;
    this.#onPutOut = parts.onPutOut;
    this.#onHiddenQuestion = parts.onHiddenQuestion;
    this.#mode = parts.mode;
  }

  get sockets(): readonly ChatSocket[] {
    return [...this.#members.values()].map(({ socket }) => socket);
  }

  get isCrowded(): boolean {
    return this.crowds > 1;
  }

  /** As of the last entry that was taken on. */
  get mode(): RoomMode {
    return this.#mode;
  }

  /** How many times as many sockets as make a room crowded are inside. */
  get crowds(): number {
    return this.#members.size / this.#crowdedRoomSockets;
  }

  /** Whether the room was closed: nobody may come in any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** People, not sockets, on all nodes. */
  get online(): number {
    return this.#presence.online();
  }

  /** Who is here, on all nodes. */
  get present(): RoomPresent {
    return this.#presence.present();
  }

  /** Whether a client of ours is inside. */
  get hasOwnClients(): boolean {
    for (const { kind } of this.#members.values()) if (kind === 'v1') return true;
    return false;
  }

  has(socket: ChatSocket): boolean {
    return this.#members.get(socket.id)?.ending === null;
  }

  /** Where somebody inside stands as of the last entry that was taken on. */
  standingOf(socket: ChatSocket): Participation | null {
    return this.#members.get(socket.id)?.standing ?? null;
  }

  /**
   * Lets a socket in, in one tick.
   *
   * @param from The place after which it is sent everything. `null`: from now on, or from where it
   *   is where it is inside already.
   * @returns whether it was not inside before.
   */
  add(socket: ChatSocket, rights: MemberRights, from: number | null): boolean {
    const known = this.#members.get(socket.id);
    if (known !== undefined && known.ending !== null) this.putOut(known);
    const inside = this.#members.get(socket.id);
    const member = inside ?? this.#admit(socket, rights);
    member.authorisedAt = rights.authorisedAt;
    member.isOrganiser = rights.isOrganiser;
    member.since = rights.since;
    member.standing = rights.standing ?? null;
    if (from !== null) this.lanes.enterAt(member, from);
    else if (inside === undefined) this.lanes.enterLive(member);
    else member.catchUp();
    return inside === undefined;
  }

  /** Entries after this one can be replayed to a socket that is inside. */
  replayableAfter(socket: ChatSocket): number {
    return this.replayableSince(this.#members.get(socket.id)?.since ?? 0);
  }

  /**
   * Entries after this one can be replayed to somebody who takes part since then: not what the log
   * no longer keeps, and not what was said while they took no part.
   */
  replayableSince(since: number): number {
    return Math.max(this.minSeq, since - 1);
  }

  /** The place after which a socket that is inside is sent everything. */
  cursorOf(socket: ChatSocket): number {
    return this.#members.get(socket.id)?.cursor ?? this.lanes.head;
  }

  /** Sends a member everything after a place again. */
  replay(socket: ChatSocket, from: number): void {
    const member = this.#members.get(socket.id);
    if (member !== undefined) this.lanes.enterAt(member, from);
  }

  /** Whether somebody is invisible is no entry of the log: told to those inside and those who are coming in. */
  setInvisible(userId: string, isInvisible: boolean): void {
    this.joins.noteInvisible(userId, isInvisible);
    if (this.own.setInvisible(userId, isInvisible)) this.counts.touch();
  }

  /** Whether it was in the room. */
  remove(socket: ChatSocket): boolean {
    const member = this.#members.get(socket.id);
    if (member === undefined) return false;
    this.#dismiss(member);
    // What it would resume from must not name this room any more.
    if (socket.connected) this.#tellPlaces(member);
    return true;
  }

  /** Ends the room for everybody; they come back by themselves, to the log as it is then. */
  close(): void {
    this.#isOver = true;
    for (const member of this.#members.values()) {
      this.#dismiss(member);
      member.socket.conn.close();
    }
    this.dispose();
  }

  /** Puts out a member whose participation has ended, in its place of the log. */
  putOut(member: Member): void {
    const { socket, ending } = member;
    if (this.#members.get(socket.id) !== member || ending === null) return;
    this.remove(socket);
    this.#onPutOut(socket, ending);
  }

  /** Takes on the log's next entry: to those whom it concerns, in order. */
  apply(entry: LogEntry): void {
    if (entry.kind === 'participation') this.#follow(entry);
    if (entry.kind === 'room-mode') this.#mode = modeAfter(entry, this.#mode);
    this.lanes.push(entry, isComing(entry) && this.isCrowded);
    if (entry.kind === 'question' && !entry.isPublic) this.#onHiddenQuestion(entry);
    this.#headTimer ??= setTimeout(
      () => {
        this.#headTimer = undefined;
        this.lanes.announceHead();
      },
      HEAD_AFTER_MS * (1 + Math.random()),
    );
  }

  tell: TellMembers = (audience, name, payload) =>
    tellMembers(this.#members.values(), audience, [name, payload]);

  /** Tells a client that resumes where it is, so that it can come back to it. */
  tellHead(socket: ChatSocket): void {
    const member = this.#members.get(socket.id);
    if (member?.kind === 'resume') this.#tellPlaces(member);
  }

  dispose(): void {
    this.#isOver = true;
    clearTimeout(this.#headTimer);
    this.lanes.dispose();
    this.typing.dispose();
    this.cheers.dispose();
    this.counts.dispose();
    this.people.dispose();
    this.#presence.close();
  }

  #admit(socket: ChatSocket, rights: MemberRights): Member {
    const { eventId, epoch } = this;
    const member = new Member(socket, { eventId, epoch, rights });
    this.#members.set(socket.id, member);
    socket.data.joined.set(eventId, member);
    if (this.own.enter(member, rights.isInvisible ?? false)) this.counts.touch();
    return member;
  }

  #dismiss(member: Member): void {
    const { socket } = member;
    this.#members.delete(socket.id);
    if (member.ending === null) this.#endPresence(member);
    this.lanes.remove(member);
    socket.data.joined.delete(this.eventId);
  }

  #endPresence(member: Member): void {
    const { socket } = member;
    this.typing.stop(socket.data.user.id, socket.id);
    if (this.own.leave(member)) this.counts.touch();
  }

  #tellPlaces(member: Member): void {
    if (member.kind !== 'resume') return;
    catchUp(member.socket);
    const head = { eventId: this.eventId, seq: member.cursor, epoch: this.epoch };
    tellSocket(member.socket, 'room-head', head, this.lanes.placesOf(member));
  }

  #follow(entry: ParticipationEntry): void {
    this.counts.touch();
    this.joins.note(entry);
    for (const member of this.own.devicesOf(entry.person.id)) {
      member.standing = toParticipation(entry);
      if (entry.status !== null) member.isOrganiser = entry.role === 'organiser';
      else if (member.authorisedAt < entry.seq) this.#end(member, entry);
    }
  }

  #end(member: Member, entry: ParticipationEntry): void {
    const { seq, act, reason: because } = entry;
    member.ending = { seq, reason: endOf(entry), isBanned: act === 'ban', because };
    this.#endPresence(member);
  }
}

/** A room that is open, with what feeds it. */
export interface OpenRoom {
  readonly room: Room;
  readonly feed: Feed;
}

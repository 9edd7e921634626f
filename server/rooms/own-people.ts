import type { RoomPresence } from '../bus/presence.ts';
import type { Member } from '../lanes/member.ts';
import type { RoomTyping } from '../typing.ts';

interface OwnPerson {
  readonly devices: Set<Member>;
  isInvisible: boolean;
}

/**
 * The people of one room who are on this node, each with their devices there. The nodes are told of those who are
 * shown, and of no others: who is invisible is known to this node alone.
 */
export class OwnPeople {
  readonly #presence: Pick<RoomPresence, 'enter' | 'leave' | 'setAway'>;
  readonly #typing: Pick<RoomTyping, 'remove'>;
  readonly #people = new Map<string, OwnPerson>();

  constructor(
    presence: Pick<RoomPresence, 'enter' | 'leave' | 'setAway'>,
    typing: Pick<RoomTyping, 'remove'>,
  ) {
    this.#presence = presence;
    this.#typing = typing;
  }

  /** Whether that changed how many are shown. */
  enter(member: Member, isInvisible: boolean): boolean {
    const { id } = member.socket.data.user;
    const known = this.#people.get(id);
    if (known !== undefined) {
      known.devices.add(member);
      this.noteActivity(id);
      // Read later than what the other devices were let in by.
      return this.setInvisible(id, isInvisible);
    }
    const person = { devices: new Set([member]), isInvisible };
    this.#people.set(id, person);
    if (!isInvisible) this.#show(id, person);
    return !isInvisible;
  }

  /** Whether that changed how many are shown. */
  leave(member: Member): boolean {
    const { id } = member.socket.data.user;
    const person = this.#people.get(id);
    if (person === undefined || !person.devices.delete(member)) return false;
    if (person.devices.size > 0) {
      this.noteActivity(id);
      return false;
    }
    this.#people.delete(id);
    if (!person.isInvisible) this.#presence.leave(id);
    return !person.isInvisible;
  }

  /** Whether that changed how many are shown. */
  setInvisible(userId: string, isInvisible: boolean): boolean {
    const person = this.#people.get(userId);
    if (person === undefined || person.isInvisible === isInvisible) return false;
    person.isInvisible = isInvisible;
    if (!isInvisible) this.#show(userId, person);
    else {
      this.#typing.remove(userId);
      this.#presence.leave(userId);
    }
    return true;
  }

  isInvisible(userId: string): boolean {
    return this.#people.get(userId)?.isInvisible ?? false;
  }

  /** One of somebody's devices has become active, or no longer is. */
  noteActivity(userId: string): void {
    const person = this.#people.get(userId);
    if (person === undefined || person.isInvisible) return;
    this.#presence.setAway(userId, areAllAway(person.devices));
  }

  devicesOf(userId: string): Iterable<Member> {
    return this.#people.get(userId)?.devices ?? [];
  }

  #show(userId: string, { devices }: OwnPerson): void {
    this.#presence.enter(userId);
    this.#presence.setAway(userId, areAllAway(devices));
  }
}

const areAllAway = (devices: Iterable<Member>): boolean => {
  for (const { socket } of devices) if (socket.data.isAway !== true) return false;
  return true;
};

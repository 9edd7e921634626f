import type { Here, RoomPresent } from '../../domain/presence.ts';
import { NAMED_PRESENT_MAX } from '../../protocol/wire.ts';
import { hashesIn, hashOf } from './person-hash.ts';
import { Tally } from './tally.ts';

/** What another node told of a room. */
export interface Told {
  /** Hashes of people, one behind the other. */
  readonly people: string;
  /** How many more, whom it did not name. */
  readonly more: number;
  /** Those of the people who are away. */
  readonly away: string;
  readonly at: number;
}

/** Told of what changes in a room, whoever changes it. */
export interface RoomWatcher {
  readonly onNumber: () => void;
  /** Who is in it, who is away, or whom it can name. */
  readonly onPeople: () => void;
}

interface OwnPerson {
  readonly hash: string;
  readonly userId: string;
  readonly isAway: boolean;
}

const NOBODY: Told = { people: '', more: 0, away: '', at: 0 };

const isSame = (one: Told, other: Told): boolean =>
  one.people === other.people && one.more === other.more && one.away === other.away;

/** The people of one room, here and on other nodes, each by a short hash, and by their ids where they are known. */
export class OnlineRoom {
  watcher: RoomWatcher | null = null;
  readonly #own = new Tally();
  readonly #ownAway = new Set<string>();
  readonly #nodes = new Map<string, Told>();
  /** On how many nodes each person is, and on how many of them away. */
  readonly #places = new Tally();
  readonly #awayPlaces = new Tally();
  /** Ids by hash, of nobody who is not here. */
  readonly #ids = new Map<string, string>();
  #more = 0;

  get online(): number {
    return this.#places.size + this.#more;
  }

  get hasOwn(): boolean {
    return this.#own.size > 0;
  }

  /** Whether it has few people, and the ids of some are not known. */
  get lacksIds(): boolean {
    return this.#isFew && this.#ids.size < this.#places.size;
  }

  /** Whether a person is in it on any node; of those whom a node does not name it is not known. */
  has(userId: string): boolean {
    return this.#places.count(hashOf(userId)) > 0;
  }

  get isUnused(): boolean {
    return this.watcher === null && this.#own.size === 0 && this.#nodes.size === 0;
  }

  /** Whether that changed who of this node is in it. */
  enter(userId: string): boolean {
    const hash = hashOf(userId);
    if (!this.#own.add(hash)) return false;
    this.#places.add(hash);
    this.#ids.set(hash, userId);
    this.watcher?.onPeople();
    return true;
  }

  leave(userId: string): boolean {
    const hash = hashOf(userId);
    if (!this.#own.drop(hash)) return false;
    this.#noteOwnAway(hash, false);
    this.#dropPlace(hash);
    this.watcher?.onPeople();
    return true;
  }

  /** Whether somebody of this node is away; whether that changed it. */
  setAway(userId: string, isAway: boolean): boolean {
    const hash = hashOf(userId);
    if (this.#own.count(hash) === 0 || !this.#noteOwnAway(hash, isAway)) return false;
    this.watcher?.onPeople();
    return true;
  }

  /** Those of this node. */
  own(): readonly OwnPerson[] {
    return this.#own.all().map((hash) => ({
      hash,
      userId: this.#ids.get(hash) ?? '',
      isAway: this.#ownAway.has(hash),
    }));
  }

  present(): RoomPresent {
    const { online } = this;
    if (!this.#isFew) return { online, people: null };
    return { online, people: this.#places.all().flatMap((hash) => this.#toHere(hash) ?? []) };
  }

  /** Ids of people whom some node has told of. */
  learn(userIds: readonly string[]): void {
    let isNews = false;
    for (const userId of userIds) {
      const hash = hashOf(userId);
      if (this.#places.count(hash) === 0 || this.#ids.has(hash)) continue;
      this.#ids.set(hash, userId);
      isNews = true;
    }
    if (isNews) this.watcher?.onPeople();
  }

  /**
   * What a node tells now, in place of what it told before; `null`: nothing.
   * @returns by how many more nodes are known.
   */
  set(from: string, told: Told | null): number {
    const known = this.#nodes.get(from);
    if (told === null) this.#nodes.delete(from);
    else this.#nodes.set(from, told);
    this.#replace(known ?? NOBODY, told ?? NOBODY);
    return (told === null ? 0 : 1) - (known === undefined ? 0 : 1);
  }

  notToldSince(before: number): readonly string[] {
    return [...this.#nodes].filter(([, { at }]) => at < before).map(([from]) => from);
  }

  get #isFew(): boolean {
    return this.online <= NAMED_PRESENT_MAX;
  }

  #replace(known: Told, told: Told): void {
    if (isSame(known, told)) return;
    const before = this.online;
    for (const hash of hashesIn(told.people)) this.#places.add(hash);
    for (const hash of hashesIn(told.away)) this.#awayPlaces.add(hash);
    for (const hash of hashesIn(known.people)) this.#dropPlace(hash);
    for (const hash of hashesIn(known.away)) this.#awayPlaces.drop(hash);
    this.#more += told.more - known.more;
    if (this.online !== before) this.watcher?.onNumber();
    this.watcher?.onPeople();
  }

  #dropPlace(hash: string): void {
    if (this.#places.drop(hash)) this.#ids.delete(hash);
  }

  #noteOwnAway(hash: string, isAway: boolean): boolean {
    if (this.#ownAway.has(hash) === isAway) return false;
    if (isAway) {
      this.#ownAway.add(hash);
      this.#awayPlaces.add(hash);
    } else {
      this.#ownAway.delete(hash);
      this.#awayPlaces.drop(hash);
    }
    return true;
  }

  #toHere(hash: string): Here | null {
    const userId = this.#ids.get(hash);
    if (userId === undefined) return null;
    return { userId, isAway: this.#awayPlaces.count(hash) >= this.#places.count(hash) };
  }
}

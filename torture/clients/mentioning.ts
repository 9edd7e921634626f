import type { Mention } from '../../protocol/wire.ts';
import type { Random } from '../random.ts';
import type { TortureClient } from './client.ts';

/** Share of the messages that mention somebody. */
const MENTIONS = 0.12;
/** Share of these that call the moderators too. */
const CALLS = 0.2;

/** Whom people mention: anybody of the run, in the room, gone or banned, and who moderates. */
export class Mentioning {
  readonly #people: readonly { readonly id: string; readonly name: string }[];
  readonly #random: Random;

  constructor(clients: readonly TortureClient[], random: Random) {
    this.#people = [...new Map(clients.map(({ person }) => [person.id, person])).values()];
    this.#random = random;
  }

  /** Those that the client's next message is to mention. The seed's clients know of no mentions. */
  choose({ kind, person }: TortureClient): readonly Mention[] {
    if (kind === 'raw' || !this.#random.chance(MENTIONS)) return [];
    const count = this.#random.int(1, 3);
    const others = this.#people.filter(({ id }) => id !== person.id);
    const chosen = Array.from({ length: count }, () => this.#random.pick(others));
    const people = [...new Set(chosen)].map(({ id, name }) => ({ userId: id, name }));
    return this.#random.chance(CALLS) ? [...people, { group: 'moderators' }] : people;
  }
}

export const keysOf = (
  mentions: readonly ({ readonly userId: string } | { readonly group: string })[],
): string[] => mentions.map((one) => ('userId' in one ? one.userId : `@${one.group}`)).toSorted();

/** As a request names them; nothing where there is none. */
export const askedFor = (mentions: readonly Mention[] = []) =>
  mentions.length > 0 && {
    mentions: mentions.map((one) =>
      'userId' in one ? { userId: one.userId } : { group: one.group },
    ),
  };

/** As the history of the run has them. */
export const recorded = (
  mentions: Parameters<typeof keysOf>[0] | undefined,
): { readonly mentions?: string[] } =>
  mentions === undefined || mentions.length === 0 ? {} : { mentions: keysOf(mentions) };

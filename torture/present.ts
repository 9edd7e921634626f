import { NAMED_PRESENT_MAX } from '../protocol/wire.ts';

/** Somebody whom a room shows. */
export interface ShownPerson {
  readonly person: string;
  readonly isAway: boolean;
}

interface Device {
  readonly person: string;
  readonly eventId: string;
  /** `null`: not known. */
  readonly isAway: boolean | null;
}

/** Who is in which room, by their devices. */
export class Present {
  /** By event and person: what is known of each of their devices. */
  readonly #rooms = new Map<string, Map<string, (boolean | null)[]>>();

  add({ person, eventId, isAway }: Device): void {
    const people = this.#rooms.get(eventId) ?? new Map<string, (boolean | null)[]>();
    this.#rooms.set(eventId, people);
    people.set(person, [...(people.get(person) ?? []), isAway]);
  }

  /** What is wrong with whom a room shows; `null`: nothing. Where more are there than are named, it shows nobody. */
  wrongIn(eventId: string, shown: readonly ShownPerson[] | null): string | null {
    const people = this.#rooms.get(eventId) ?? new Map<string, (boolean | null)[]>();
    const isFew = people.size <= NAMED_PRESENT_MAX;
    if (shown === null) return isFew ? `nobody, and ${people.size} are there` : null;
    if (!isFew) return `${shown.length} by name, and ${people.size} are there`;
    const names = new Set(shown.map(({ person }) => person));
    const wrong = [
      ...shown.flatMap(({ person, isAway }) => wordsOn(person, isAway, people.get(person))),
      ...[...people.keys()].flatMap((person) => (names.has(person) ? [] : `not ${person}`)),
      ...(names.size < shown.length ? ['somebody twice'] : []),
    ];
    return wrong.length === 0 ? null : wrong.join(', ');
  }
}

function wordsOn(
  person: string,
  isAway: boolean,
  devices: readonly (boolean | null)[] | undefined,
) {
  if (devices === undefined) return [`${person}, who is not there`];
  // Who is on some device is here; one of which nothing is known says nothing.
  const mustBeHere = devices.includes(false);
  const isKnown = mustBeHere || !devices.includes(null);
  return isKnown && isAway === mustBeHere ? [`${person} as ${isAway ? 'away' : 'here'}`] : [];
}

import { PERSON_HASH_CHARS } from '../../lib/server/bus/hints.ts';

/** What another node told of a room. */
export interface Told {
  /** Hashes of people, one behind the other. */
  readonly people: string;
  /** How many more, whom it did not name. */
  readonly more: number;
  readonly at: number;
}

/** The people of one room, here and on other nodes, each by a short hash. */
export interface OnlineRoom {
  onChange: (() => void) | null;
  readonly enter: (person: string, onOwnChange: () => void) => void;
  readonly leave: (person: string, onOwnChange: () => void) => void;
  /** Those of this node. */
  readonly own: () => readonly string[];
  readonly hasOwn: () => boolean;
  readonly online: () => number;
  /** What a node tells now, in place of what it told before; `null`: nothing. Returns by how many more nodes are known. */
  readonly set: (from: string, told: Told | null) => number;
  readonly notToldSince: (before: number) => readonly string[];
  readonly isUnused: () => boolean;
}

export function createOnlineRoom(): OnlineRoom {
  const own = createTally();
  const nodes = new Map<string, Told>();
  /** On how many nodes each person is. */
  const places = createTally();
  let more = 0;

  const online = (): number => places.size() + more;

  const replace = (known: Told, told: Told): void => {
    if (known.people === told.people && known.more === told.more) return;
    const before = online();
    namesIn(told).forEach(places.add);
    namesIn(known).forEach(places.drop);
    more += told.more - known.more;
    if (online() !== before) room.onChange?.();
  };

  const room: OnlineRoom = {
    onChange: null,
    enter(person, onOwnChange) {
      if (!own.add(person)) return;
      places.add(person);
      onOwnChange();
    },
    leave(person, onOwnChange) {
      if (!own.drop(person)) return;
      places.drop(person);
      onOwnChange();
    },
    own: own.all,
    hasOwn: () => own.size() > 0,
    online,
    set(from, told) {
      const known = nodes.get(from);
      if (told === null) nodes.delete(from);
      else nodes.set(from, told);
      replace(known ?? NOBODY, told ?? NOBODY);
      return (told === null ? 0 : 1) - (known === undefined ? 0 : 1);
    },
    notToldSince: (before) => [...nodes].filter(([, { at }]) => at < before).map(([from]) => from),
    isUnused: () => room.onChange === null && own.size() === 0 && nodes.size === 0,
  };
  return room;
}

const NOBODY: Told = { people: '', more: 0, at: 0 };

const namesIn = ({ people }: Told): readonly string[] =>
  Array.from({ length: people.length / PERSON_HASH_CHARS }, (_, n) =>
    people.slice(n * PERSON_HASH_CHARS, (n + 1) * PERSON_HASH_CHARS),
  );

/** Things of which there may be several each. */
function createTally() {
  const counts = new Map<string, number>();
  return {
    /** Whether it is the first one. */
    add: (key: string): boolean => {
      const before = counts.get(key) ?? 0;
      counts.set(key, before + 1);
      return before === 0;
    },
    /** Whether it was the last one. */
    drop: (key: string): boolean => {
      const before = counts.get(key) ?? 0;
      if (before > 1) counts.set(key, before - 1);
      return before <= 1 && counts.delete(key);
    },
    all: (): readonly string[] => [...counts.keys()],
    size: (): number => counts.size,
  };
}

import type { Person } from '../../domain/log.ts';

/** How often a node says of one typist that they type on. */
const TELL_EVERY_MS = 2_000;

/** How much longer than here a typist types elsewhere if nobody says that they stopped: as after a kill. */
const GRACE_MS = TELL_EVERY_MS + 500;

type Typist = Pick<Person, 'id' | 'name'>;

export interface OwnTypistsOptions {
  /** For how long, if nothing more is told; 0: no longer. */
  readonly tell: (person: Typist, forMs: number) => void;
  readonly typingMs: number;
  readonly now: () => number;
}

/** Tells the other nodes of this node's typists in one room. */
export interface OwnTypists {
  /** Somebody types, or types on. */
  readonly tell: (person: Typist) => void;
  /** Tells of all who were told of and do not type here any more. */
  readonly keep: (types: (userId: string) => boolean) => void;
}

export function createOwnTypists({ tell, typingMs, now }: OwnTypistsOptions): OwnTypists {
  const told = new Map<string, { readonly at: number; readonly person: Typist }>();
  return {
    tell(person) {
      const { id } = person;
      if (now() - (told.get(id)?.at ?? -Infinity) < TELL_EVERY_MS) return;
      told.set(id, { at: now(), person });
      tell(person, typingMs + GRACE_MS);
    },
    keep(types) {
      for (const [id, { person }] of told) {
        if (types(id)) continue;
        told.delete(id);
        tell(person, 0);
      }
    },
  };
}

import type { TypingUser } from '../../protocol/wire.ts';

export interface TypistsChange {
  readonly started: readonly TypingUser[];
  /** User ids. */
  readonly stopped: readonly string[];
}

/** What changed between two lists of typists, oneself left out where one's id is known. */
export function typistsChange(
  before: readonly TypingUser[],
  after: readonly TypingUser[],
  ownUserId: string | null,
): TypistsChange {
  const isOther = (typist: TypingUser) => typist.userId !== ownUserId;
  const had = new Set(before.map((typist) => typist.userId));
  const has = new Set(after.map((typist) => typist.userId));
  return {
    started: after.filter((typist) => isOther(typist) && !had.has(typist.userId)),
    stopped: before
      .filter((typist) => isOther(typist) && !has.has(typist.userId))
      .map((typist) => typist.userId),
  };
}

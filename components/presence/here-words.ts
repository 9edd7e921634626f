/** How many are here, in words. */
export const hereWords = (online: number): string => `${online.toLocaleString()} here`;

/** The same for who can't see what is around it. */
export const hereLabel = (online: number): string =>
  online === 1
    ? '1 person here now, show who'
    : `${online.toLocaleString()} people here now, show who`;

/** What stands in place of names. */
export const manyWords = (online: number, namedMax: number): string =>
  `${online.toLocaleString()} people have the chat open now. Names are shown where at most ${namedMax} are here.`;

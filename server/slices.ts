/** As many as one query asks for, so that what is done with its answer does not hold the event loop. */
const SLICE = 500;

/** The same items in pieces of at most 500, in order. */
export const slices = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / SLICE) }, (_, n) =>
    items.slice(n * SLICE, (n + 1) * SLICE),
  );

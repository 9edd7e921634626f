export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Sized {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Between two pictures. */
export const GAP = 3;

const SINGLE_MAX_HEIGHT = 380;
const SINGLE_MIN_SIDE = 110;

/** Where nothing is known of a picture. */
const UNKNOWN: Size = { width: 4, height: 3 };

/**
 * How large one picture is shown that stands alone: in its own shape, unless it is so long that it would not be seen.
 * A small one is not made larger than it is, beyond what a finger needs.
 */
export function singleSize(given: Sized | undefined, maxWidth: number): Size {
  const { width, height } = isKnown(given) ? given : UNKNOWN;
  const unknown = isKnown(given) ? 1 : maxWidth / UNKNOWN.width;
  const scale = Math.min(unknown, maxWidth / width, SINGLE_MAX_HEIGHT / height);
  const fit = (side: number, max: number): number =>
    Math.round(Math.min(max, Math.max(SINGLE_MIN_SIDE, side * scale)));
  return { width: fit(width, maxWidth), height: fit(height, SINGLE_MAX_HEIGHT) };
}

const isKnown = (size: Sized | undefined): size is Size =>
  (size?.width ?? 0) > 0 && (size?.height ?? 0) > 0;

/** How many pictures stand in each row. */
const ROWS: Readonly<Record<number, readonly number[]>> = {
  2: [2],
  3: [1, 2],
  4: [2, 2],
  5: [2, 3],
  6: [3, 3],
  7: [2, 2, 3],
  8: [2, 3, 3],
  9: [3, 3, 3],
  10: [2, 2, 3, 3],
};

/** The share of the width that a row with one picture is high. */
const WIDE_ROW = 0.6;

/** The sizes of several pictures in rows that are as wide as `width`. */
export function gridRows(count: number, width: number): readonly (readonly Size[])[] {
  return rowCounts(count).map((inRow) => {
    const side = (width - GAP * (inRow - 1)) / inRow;
    const height = Math.floor(inRow === 1 ? width * WIDE_ROW : side);
    return Array.from({ length: inRow }, () => ({ width: Math.floor(side), height }));
  });
}

function rowCounts(count: number): readonly number[] {
  const known = ROWS[count];
  if (known !== undefined) return known;
  const rows = Array.from({ length: Math.floor(count / 3) }, () => 3);
  return count % 3 === 0 ? rows : [count % 3, ...rows];
}

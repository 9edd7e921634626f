/** A rectangle in the window. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Size = Pick<Rect, 'width' | 'height'>;

/** Between a menu and what it belongs to, and at least between it and the window's edge. */
const GAP = 6;

const within = (value: number, max: number): number =>
  Math.max(GAP, Math.min(value, Math.max(GAP, max)));

/**
 * Where a menu stands that belongs to something in the window: below it, or above where there is no room, with
 * its edge on the side that is nearer to the window's own. Always as far inside of the window as it fits.
 */
export function placeMenu(anchor: Rect, menu: Size, window: Size): Pick<Rect, 'x' | 'y'> {
  const isRight = anchor.x + anchor.width / 2 > window.width / 2;
  const x = isRight ? anchor.x + anchor.width - menu.width : anchor.x;
  const below = anchor.y + anchor.height + GAP;
  const hasRoom = below + menu.height + GAP <= window.height;
  const y = hasRoom ? below : anchor.y - menu.height - GAP;
  return {
    x: within(x, window.width - menu.width - GAP),
    y: within(y, window.height - menu.height - GAP),
  };
}

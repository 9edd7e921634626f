/** How a picture lies in its frame: so much larger than it fits, and moved so far from the middle. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
}

interface Sized {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };

const SCALE_MAX = 8;
/** What a double tap makes of a picture that is whole. */
const DOUBLE = 2.5;

/** The part of a frame that a whole picture takes; all of it where its size is not known. */
export function fitted(picture: Sized, frame: Frame): Frame {
  const { width = 0, height = 0 } = picture;
  if (width <= 0 || height <= 0) return frame;
  const scale = Math.min(frame.width / width, frame.height / height);
  return { width: width * scale, height: height * scale };
}

interface Bounds {
  /** What is shown in. */
  readonly frame: Frame;
  /** What the whole picture takes of it. */
  readonly whole: Frame;
}

/** Moves a picture; its edges do not come further in than they have to. */
export function moved(zoom: Zoom, by: Place, { frame, whole }: Bounds): Zoom {
  const within = (at: number, side: number, room: number): number => {
    const most = Math.max(0, (side * zoom.scale - room) / 2);
    // Adding 0 has no -0 in it.
    return Math.min(most, Math.max(-most, at)) + 0;
  };
  return {
    scale: zoom.scale,
    x: within(zoom.x + by.x, whole.width, frame.width),
    y: within(zoom.y + by.y, whole.height, frame.height),
  };
}

/** Makes a picture larger or smaller; what lies at `at`, from the middle of the frame, stays there. */
export function scaled(zoom: Zoom, factor: number, at: Place, bounds: Bounds): Zoom {
  const scale = Math.min(SCALE_MAX, Math.max(1, zoom.scale * factor));
  const real = scale / zoom.scale;
  const x = at.x - (at.x - zoom.x) * real;
  const y = at.y - (at.y - zoom.y) * real;
  return moved({ scale, x, y }, { x: 0, y: 0 }, bounds);
}

/** What a double tap does: larger where it is whole, else whole again. */
export const doubled = (zoom: Zoom, at: Place, bounds: Bounds): Zoom =>
  zoom.scale > 1 ? WHOLE : scaled(zoom, DOUBLE, at, bounds);

/** What a pull means that is let go of a whole picture. */
export function pullMeans({ x, y }: Place): 'next' | 'previous' | 'close' | null {
  const isAside = Math.abs(x) > Math.abs(y);
  if (isAside && Math.abs(x) > 60) return x < 0 ? 'next' : 'previous';
  return !isAside && y > 100 ? 'close' : null;
}

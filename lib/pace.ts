type Subscribe = (listener: () => void) => () => void;

/** Tells listeners of what may change many times a second. */
export interface Pace {
  readonly subscribe: Subscribe;
  /** Something has changed that can't wait: told at once, with what waits. */
  readonly now: () => void;
  /**
   * Something has changed: told at once where nothing was for a while, else together with what else comes, once the
   * listeners have done what the last one made them do and the gap has passed since. The last change is always told.
   */
  readonly soon: () => void;
}

/** @param gapMs the gap, in milliseconds. */
export function createPace(gapMs: number): Pace {
  const listeners = new Set<() => void>();
  let resting: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;
  const now = (): void => {
    isDue = false;
    clearTimeout(resting);
    // What listeners put off to the end of this task, such as drawing, is not part of the gap.
    resting = setTimeout(() => (resting = setTimeout(wake, gapMs)));
    for (const listener of listeners) listener();
  };
  const wake = (): void => {
    resting = undefined;
    if (isDue) now();
  };
  return {
    now,
    soon() {
      if (resting === undefined) now();
      else isDue = true;
    },
    subscribe(listener) {
      // Wrapped, so that one function that subscribes twice is told twice and leaves once.
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

type Subscribe = (listener: () => void) => () => void;

/**
 * Follows a source that may change many times a second: the first change is told at once, those that come behind it
 * together, once the listeners have done what the last one made them do and `gapMs` milliseconds have passed since. The
 * last change is always told. One subscription to the source, for as long as there are listeners.
 */
export function paced(subscribe: Subscribe, gapMs: number): Subscribe {
  const listeners = new Set<() => void>();
  let unsubscribe: (() => void) | null = null;
  let isResting = false;
  let isDue = false;
  const tell = (): void => {
    isDue = false;
    isResting = true;
    for (const listener of listeners) listener();
    // What listeners put off to the end of this task, such as drawing, is not part of the gap.
    setTimeout(() => setTimeout(wake, gapMs));
  };
  const wake = (): void => {
    isResting = false;
    if (isDue) tell();
  };
  const onChange = (): void => {
    if (isResting) isDue = true;
    else tell();
  };
  return (listener) => {
    listeners.add(listener);
    unsubscribe ??= subscribe(onChange);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      unsubscribe?.();
      unsubscribe = null;
      isDue = false;
    };
  };
}

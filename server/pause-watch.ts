const LOOK_EVERY_MS = 500;

/** A process that did nothing for longer was stopped (a debugger, a machine that slept), and what it knows is old. */
const PAUSE_MS = 5_000;

/** Calls back when the process goes on after a pause. Ends when disposed. */
export function watchPauses(now: () => number, onWake: (pausedMs: number) => void): Disposable {
  let at = now();
  const timer = setInterval(() => {
    const pausedMs = now() - at;
    at = now();
    if (pausedMs > PAUSE_MS) onWake(pausedMs);
  }, LOOK_EVERY_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** What could not be read is read again, and told, though nothing changes meanwhile: seldom, as the database may be away. */
export const AGAIN_MS = 5_000;

export interface TellerOptions<Told> {
  /** The least time between two notices, as things are; asked when the next one is planned. */
  readonly everyMs: () => number;
  /** What is to be told; `null`: nothing. */
  readonly read: () => Promise<Told | null>;
  readonly emit: (told: Told) => void;
  readonly onError: (error: unknown) => void;
  readonly now: () => number;
}

/** Tells a room how something stands. */
export interface Teller {
  /** It changed. */
  touch(): void;
  dispose(): void;
}

/**
 * Tells a room how something stands: after a change, at most once in a while, and after the last change always. One read a
 * notice, and never two at once.
 */
export function createTeller<Told>(options: TellerOptions<Told>): Teller {
  const { everyMs, read, emit, onError, now } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = -Infinity;
  let isReading = false;
  let isTouched = false;
  let isDisposed = false;

  const tell = async (): Promise<void> => {
    timer = undefined;
    lastAt = now();
    isReading = true;
    try {
      const told = await read();
      if (told !== null && !isDisposed) emit(told);
    } catch (error) {
      onError(error);
      if (!isDisposed) timer = setTimeout(() => void tell(), AGAIN_MS);
    } finally {
      isReading = false;
      if (isTouched) touch();
    }
  };

  const touch = (): void => {
    // What is being read may be older than this.
    isTouched = isReading;
    if (timer !== undefined || isDisposed || isReading) return;
    timer = setTimeout(() => void tell(), Math.max(0, lastAt + everyMs() - now()));
  };

  return {
    touch,
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
    },
  };
}

/** Told of every step; its promise slows down who goes on too fast, and rejects where they must not go on. */
export interface Progress {
  readonly step: (count: number) => Promise<void>;
}

/** What is told of an export while it is made. */
export interface Progress {
  /** Told once, before the first step: how many there are, and the place of the log that the export is true at. */
  readonly begin: (whole: { readonly total: number; readonly seq: number | null }) => Promise<void>;
  /** Told of every step; its promise slows down who goes on too fast, and rejects where they must not go on. */
  readonly step: (count: number) => Promise<void>;
}

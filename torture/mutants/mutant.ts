import type { TortureOptions } from '../options.ts';

/** One change of one source file: the text is there exactly once. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The server with one fault built in, which breaks a promise: the checker must find it. */
export interface Mutant {
  readonly name: string;
  /** What it does wrong, as the end of a sentence that begins with "The server". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** What it takes to bring it out, where it is not the usual. */
  readonly run: Partial<
    Pick<
      TortureOptions,
      | 'seconds'
      | 'rate'
      | 'churn'
      | 'still'
      | 'faults'
      | 'endings'
      | 'every'
      | 'redis'
      | 'organisers'
    >
  >;
}

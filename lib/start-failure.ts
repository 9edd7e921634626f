/**
 * A reason not to start that a person can act on.
 *
 * Whoever runs a process prints `lines` to stderr as they are, without a stack, and exits with 1. Each line
 * names what is wrong and what to do about it, so throw this only where both are known.
 */
export class StartFailure extends Error {
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'StartFailure';
    this.lines = lines;
  }
}

import type { Recorder } from './recorder.ts';

const TERMINAL_EVERY_MS = 500;
const LINES_EVERY_MS = 10_000;

export interface Progress extends Disposable {
  /** Shows it now. */
  show(): void;
}

/** Says how a run goes: on one line of a terminal, else a line now and then. */
export function showProgress(
  recorder: Recorder,
  run: { readonly seconds: number; readonly of?: string | undefined },
  active: () => readonly string[],
): Progress {
  const isTerminal = process.stdout.isTTY;
  const show = (): void => {
    const line = lineOf(recorder, run, active());
    process.stdout.write(
      isTerminal ? `\r\u001b[2K${line.slice(0, process.stdout.columns)}` : `${line}\n`,
    );
  };
  const timer = setInterval(show, isTerminal ? TERMINAL_EVERY_MS : LINES_EVERY_MS);
  return {
    show,
    [Symbol.dispose]() {
      clearInterval(timer);
      if (isTerminal) process.stdout.write('\n');
    },
  };
}

function lineOf(
  recorder: Recorder,
  { seconds, of }: Parameters<typeof showProgress>[1],
  active: readonly string[],
): string {
  const { acknowledged, seen, faults, lostConnections } = recorder.counts;
  const at = Math.round(recorder.now() / 1_000);
  const line = [
    `${at} of about ${Math.round(seconds)} s`,
    `${acknowledged} acknowledged`,
    `${seen} seen`,
    `${lostConnections} connections lost`,
    `${faults} faults${active.length > 0 ? `: ${active.join(', ')}` : ''}`,
  ].join(' · ');
  return of === undefined ? line : `${of}: ${line}`;
}

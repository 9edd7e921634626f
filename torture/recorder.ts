import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

import type { HistoryLine } from './history.ts';
import { Given } from './given.ts';
import { Spoken } from './spoken.ts';
import { Wordings } from './wordings.ts';

/** A line before it has its time. */
export type NewLine = HistoryLine extends infer Line
  ? Line extends HistoryLine
    ? Omit<Line, 'at'>
    : never
  : never;

export interface Counts {
  /** Sends that were acknowledged, repeats included. */
  acknowledged: number;
  sent: number;
  seen: number;
  faults: number;
  lostConnections: number;
}

export interface Recorder extends AsyncDisposable {
  readonly folder: string;
  readonly counts: Readonly<Counts>;
  /** The messages that were acknowledged last. */
  readonly spoken: Spoken;
  /** What messages were ever to say. */
  readonly wordings: Wordings;
  /** How much applause was acknowledged. */
  readonly given: Given;
  /** Milliseconds since the start, by a clock that only goes forward. */
  now(): number;
  nextOp(): number;
  write(line: NewLine): void;
}

/** Writes a run's history into `history.jsonl` of a folder, which is made, and tells of each line. */
export function createRecorder(
  folder: string,
  onLine: (line: HistoryLine) => void = () => {},
): Recorder {
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, 'history.jsonl'));
  const startedAt = performance.now();
  const counts = { acknowledged: 0, sent: 0, seen: 0, faults: 0, lostConnections: 0 };
  const spoken = new Spoken();
  const wordings = new Wordings();
  const given = new Given();
  let op = 0;
  const now = (): number => Math.round((performance.now() - startedAt) * 100) / 100;
  return {
    folder,
    counts,
    spoken,
    wordings,
    given,
    now,
    nextOp: () => (op += 1),
    write(line) {
      count(counts, line);
      const { type, ...rest } = line;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- with its time it is whole
      const whole = { type, at: now(), ...rest } as HistoryLine;
      file.write(`${JSON.stringify(whole)}\n`);
      spoken.note(whole);
      wordings.note(whole);
      given.note(whole);
      onLine(whole);
    },
    async [Symbol.asyncDispose]() {
      file.end();
      await finished(file);
    },
  };
}

function count(counts: Counts, line: NewLine): void {
  if (line.type === 'seen') counts.seen += 1;
  else if (line.type === 'invoke' && line.does === 'send') counts.sent += 1;
  else if (line.type === 'ok' && line.does === 'send') counts.acknowledged += 1;
  else if (line.type === 'fault' && line.is === 'start') counts.faults += 1;
  else if (line.type === 'connection' && line.is === 'lost') counts.lostConnections += 1;
}

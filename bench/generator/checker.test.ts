import { describe, expect, test } from 'vitest';

import { Checker, type Place } from './checker.ts';
import { splitFrames, textFrame } from './frames.ts';
import type { Piece } from './stream.ts';

interface Message {
  readonly seq: number;
  readonly content: string;
  readonly after?: number;
  readonly userName?: string;
}

const messageAt = (seq: number): Message => ({ seq, content: `text ${seq}`, userName: 'Ann' });

/** As a connection does it: compared first, parsed only where that fails. */
function deliver(checker: Checker, place: Place, message: Message): void {
  const bytes = Buffer.from(JSON.stringify(message));
  const piece: Piece = { bytes, from: 0, to: bytes.length, at: 5 };
  if (!checker.hear(place, piece)) checker.judge(place, piece, { ...message });
}

/** Two readers, the first of whom heard three messages as they should be. */
function afterThree(): { readonly checker: Checker; readonly second: Place } {
  const checker = new Checker();
  const first = checker.join(0);
  const second = checker.join(0);
  for (const seq of [1, 2, 3]) checker.say(messageAt(seq).content, 1);
  for (const seq of [1, 2, 3]) deliver(checker, first, messageAt(seq));
  return { checker, second };
}

const faultsOf = ({ missing, doubled, reordered, altered }: Checker): object => ({
  missing,
  doubled,
  reordered,
  altered,
});

const NONE = { missing: 0, doubled: 0, reordered: 0, altered: 0 };

describe('[BENCH-10] of what a reader hears', () => {
  const cases: readonly (readonly [string, readonly Message[], object])[] = [
    ['all in order is faultless', [1, 2, 3].map(messageAt), NONE],
    ['a lost one is missing', [1, 3].map(messageAt), { ...NONE, missing: 1 }],
    ['a lost last one is missing', [1, 2].map(messageAt), { ...NONE, missing: 1 }],
    ['a repeated one is doubled', [1, 2, 2, 3].map(messageAt), { ...NONE, doubled: 1 }],
    ['a late one is out of order', [2, 1, 3].map(messageAt), { ...NONE, reordered: 1 }],
    [
      'a late one, twice, is both',
      [2, 1, 1, 3].map(messageAt),
      { ...NONE, reordered: 1, doubled: 1 },
    ],
    [
      'another text under a number is altered, and the number missing',
      [messageAt(1), { ...messageAt(2), content: 'text Z' }, messageAt(3)],
      { ...NONE, altered: 1, missing: 1 },
    ],
    [
      'another author of a text is altered, and the number missing',
      [messageAt(1), { ...messageAt(2), userName: 'Bob' }, messageAt(3)],
      { ...NONE, altered: 1, missing: 1 },
    ],
    [
      'texts under each other’s numbers are altered',
      [messageAt(1), { ...messageAt(2), seq: 3 }, { ...messageAt(3), seq: 2 }],
      { ...NONE, altered: 2, missing: 2 },
    ],
    [
      'another place of the entry before is no fault',
      [messageAt(1), { ...messageAt(2), after: 1 }, messageAt(3)],
      NONE,
    ],
  ];
  test.each(cases)('%s', (_, heard, faults) => {
    const { checker, second } = afterThree();
    for (const message of heard) deliver(checker, second, message);
    expect(faultsOf(checker)).toEqual(faults);
  });

  test('what nobody heard is missing for everybody', () => {
    const { checker, second } = afterThree();
    for (const seq of [1, 2, 3]) deliver(checker, second, messageAt(seq));
    checker.say('a fourth', 1);
    expect(checker.missing).toBe(2);
    expect(checker.owed - checker.deliveries).toBe(2);
  });

  test('who has left is owed nothing', () => {
    const { checker, second } = afterThree();
    checker.leave(second);
    checker.say('a fourth', 1);
    expect([checker.owed, checker.missing]).toEqual([4, 1]);
  });

  test('waits are counted from the send to each who heard it', () => {
    const { checker, second } = afterThree();
    for (const seq of [1, 2, 3]) deliver(checker, second, messageAt(seq));
    expect([checker.deliveries, checker.heardByAll, checker.waits.max]).toEqual([6, 3, 4]);
    expect(checker.waits.at(0.5)).toBeCloseTo(4, 1);
  });
});

test('[BENCH-10] frames of every length are found, however they were cut', () => {
  const texts = [0, 1, 125, 126, 300, 65_535, 65_536].map((size) => 'x'.repeat(size));
  // A server's frames have no mask.
  const bytes = Buffer.concat(texts.map(unmasked));
  for (const step of [1, 7, 1_000, bytes.length]) {
    const found: number[] = [];
    let from = 0;
    for (let end = 0; end <= bytes.length; end += step) {
      const piece: Piece = { bytes, from, to: 0, at: 0 };
      from = splitFrames(piece, end, () => found.push(piece.to - piece.from));
    }
    if (from < bytes.length) {
      const piece: Piece = { bytes, from, to: 0, at: 0 };
      splitFrames(piece, bytes.length, () => found.push(piece.to - piece.from));
    }
    expect(found).toEqual(texts.map(({ length }) => length));
  }
});

function unmasked(text: string): Buffer {
  const long = Buffer.alloc(10);
  long.writeUInt16BE(0x81_7f);
  long.writeBigUInt64BE(BigInt(text.length), 2);
  if (text.length > 65_535) return Buffer.concat([long, Buffer.from(text)]);
  const frame = textFrame(text);
  const header = text.length < 126 ? 2 : 4;
  frame[1] = (frame[1] ?? 0) & 0x7f;
  return Buffer.concat([frame.subarray(0, header), frame.subarray(header + 4)]);
}

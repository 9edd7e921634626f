import { expect, test } from 'vitest';

import type { ClientKind, FinalLog, RequestLine } from '../history.ts';
import { judge } from './judging.ts';
import { came, EVENT, logOf, Story } from './stories.ts';

const CLAP = '👏';

/** A history of applause in one room. */
class Applauding extends Story {
  #op = 100;

  /** Connects, and opens the room. */
  comes(client: string, via = 'node-1', connection = 1, kind: ClientKind = 'smart'): this {
    this.connects(client, connection, via, kind);
    return this.#ask('invoke', 'join', client).#ask('ok', 'join', client);
  }

  /** Asks to join, and has no answer, though it may be in. */
  mayCome(client: string): this {
    return this.#ask('invoke', 'join', client).#ask('info', 'join', client);
  }

  gives(client: string, count = 1, emoji = CLAP): this {
    for (let left = count; left > 0; left -= 1)
      this.asksTo(client, { emoji }).ends('ok', client, emoji);
    return this;
  }

  asksTo(client: string, more: Partial<RequestLine> = {}): this {
    this.#op += 1;
    return this.#ask('invoke', 'cheer', client, { emoji: CLAP, ...more });
  }

  ends(type: 'ok' | 'fail' | 'info', client: string, emoji = CLAP): this {
    return this.#ask(type, 'cheer', client, { emoji });
  }

  unmutes(target: string): this {
    this.#op += 1;
    return this.#ask('invoke', 'unmute', 'mo', { target });
  }

  isTold(client: string, count: number, emoji = CLAP, connection = 1): this {
    const cheers: [string, number][] = [[emoji, count]];
    return this.write({ type: 'cheered', client, connection, eventId: EVENT, cheers });
  }

  round(is: 'begin' | 'end', emoji = CLAP): this {
    return this.write({ type: 'applause-round', is, emoji });
  }

  #ask(
    type: 'invoke' | 'ok' | 'fail' | 'info',
    does: RequestLine['does'],
    client: string,
    more: Partial<RequestLine> = {},
  ): this {
    const of = { op: this.#op, client, author: client, does, eventId: EVENT };
    return this.write({ ...of, ...more, type });
  }
}

const both = (): Applauding => new Applauding().comes('ada').comes('bob', 'node-2');
const standing = (seq: number, isMuted: boolean): FinalLog['entries'][number] => ({
  ...came(seq, 'bob'),
  kind: 'standing',
  isMuted,
});
const log = logOf([came(1, 'ada'), came(2, 'bob'), standing(3, true), standing(4, false)]);

const statusOf = (run: Story) => judge(run, log).rules.find(({ rule }) => rule === 'K18')?.status;

/** A round in which all is told to both, at the pace that is promised. */
const whole = (run = both(), emoji = CLAP): Applauding =>
  run
    .round('begin', emoji)
    .gives('ada', 3, emoji)
    .isTold('ada', 1, emoji)
    .isTold('bob', 1, emoji)
    .wait(1_000)
    .isTold('ada', 2, emoji)
    .isTold('bob', 2, emoji)
    .round('end', emoji);

const kept: readonly (readonly [string, () => Story])[] = [
  ['a round that comes to all', () => whole()],
  [
    'a round that does, after one that did not',
    () => whole(both().round('begin', '🔥').gives('ada', 1, '🔥').round('end', '🔥')),
  ],
  [
    'applause of which nobody knows whether it was given',
    () => both().asksTo('ada').ends('info', 'ada').isTold('bob', 1),
  ],
  [
    'applause that is told before it is acknowledged',
    () => both().asksTo('ada').isTold('bob', 1).ends('ok', 'ada'),
  ],
  [
    'applause that was given just before somebody came',
    () => both().gives('ada', 2).comes('eve').wait(1).isTold('eve', 2),
  ],
  [
    'somebody who is away in a round is owed nothing of it',
    () =>
      both()
        .round('begin')
        .gives('ada')
        .isTold('ada', 1)
        .loses('bob', 1)
        .comes('bob', 'node-2', 2)
        .round('end'),
  ],
  [
    'somebody who is muted is refused',
    () => both().asksTo('bob', { mutedAt: 3 }).ends('fail', 'bob').isTold('ada', 0),
  ],
  [
    'somebody whose mute was to be ended may applaud',
    () => both().unmutes('bob').asksTo('bob', { mutedAt: 3 }).ends('ok', 'bob').isTold('ada', 1),
  ],
  [
    'who had no answer to a join may have been in, and is told late',
    () =>
      new Applauding()
        .comes('ada')
        .connects('bob', 1, 'node-2', 'smart')
        .mayCome('bob')
        .gives('ada', 2)
        .wait(3_000)
        .mayCome('bob')
        .isTold('bob', 1)
        .isTold('bob', 1),
  ],
  [
    'notices that are late come together',
    () => both().gives('ada', 3).wait(5_000).isTold('bob', 1).isTold('bob', 1).isTold('bob', 1),
  ],
];

test.each(kept)('[CHECK-1] [CHEER-24] K18: %s', (_, run) => {
  expect(statusOf(run())).toBe('kept');
});

const broken: readonly (readonly [string, () => Story])[] = [
  ['more is told than was given', () => both().gives('ada').isTold('bob', 2)],
  [
    'applause is told that was refused',
    () => both().asksTo('ada').ends('fail', 'ada').isTold('bob', 1),
  ],
  [
    'applause is told twice',
    () => both().gives('ada').isTold('bob', 1).wait(2_000).isTold('bob', 1),
  ],
  [
    'applause of long ago is told to who comes',
    () => both().gives('ada').wait(60_000).comes('eve').isTold('eve', 1),
  ],
  ['a round is told again to who comes', () => whole().comes('eve', 'node-2').isTold('eve', 1)],
  [
    'the last round does not come to somebody',
    () =>
      whole().round('begin', '🔥').gives('ada', 1, '🔥').isTold('ada', 1, '🔥').round('end', '🔥'),
  ],
  [
    'notices come too often after a room was opened',
    () => both().gives('ada', 3).isTold('bob', 1).isTold('bob', 1).isTold('bob', 1),
  ],
  [
    'notices of a round come too often',
    () =>
      both()
        .wait(60_000)
        .round('begin')
        .gives('ada', 3)
        .isTold('bob', 1)
        .isTold('bob', 1)
        .isTold('bob', 1),
  ],
  [
    'a client that knows no applause is told of it',
    () => both().gives('ada').comes('raw-1', 'node-1', 1, 'raw').isTold('raw-1', 1),
  ],
  [
    'somebody applauds who was told that they are muted',
    () => both().asksTo('bob', { mutedAt: 3 }).ends('ok', 'bob'),
  ],
  [
    'somebody applauds who was told that they are out',
    () => both().asksTo('bob', { isOut: true }).ends('ok', 'bob'),
  ],
];

test.each(broken)('[CHECK-2] [CHEER-24] K18: %s', (_, run) => {
  expect(statusOf(run())).toBe('broken');
});

import { expect, test } from 'vitest';

import { laterOf, readPacket, toPackets, type Hint } from '../../lib/server/bus/hints.ts';
import type { CheerCount } from '../../protocol/wire.ts';
import { createSharedCheers } from './cheers.ts';

type CheersHint = Extract<Hint, { readonly is: 'cheers' }>;

const MAX_BYTES = 7_900;
const clap = (count: number): CheerCount[] => [{ emoji: '👏', count }];

/** As it comes out of a packet at another node. */
function overTheBus(hint: Hint): CheersHint {
  const [packet = ''] = toPackets('a-node', [hint], MAX_BYTES);
  const heard = readPacket(packet)?.hints[0];
  if (heard?.is !== 'cheers') throw new Error('no applause in it');
  return heard;
}

/** Two nodes that have one room open; what the first tells waits until it is delivered. */
function twoNodes() {
  const told: CheersHint[] = [];
  let heard = 0;
  const one = createSharedCheers((hint) => void told.push(overTheBus(hint)));
  const other = createSharedCheers(() => {});
  const openAtOne = () => one.open('party', () => {});
  other.open('party', (cheers) => (heard += cheers.reduce((sum, { count }) => sum + count, 0)));
  const close = openAtOne();
  const deliver = (hint = told.at(-1), from = 'one'): void => {
    if (hint !== undefined) other.hear(hint, from);
  };
  return { one, told, deliver, close, openAtOne, heard: () => heard };
}

test('[CHEER-2] applause that comes twice, by Redis and by the database, counts once', () => {
  const { one, told, deliver, heard } = twoNodes();
  one.tell('party', clap(3));
  deliver();
  deliver();
  expect(heard()).toBe(3);
  one.tell('party', clap(2));
  deliver();
  deliver(told[0]);
  expect(heard()).toBe(5);
  deliver(told[0], 'another node');
  expect(heard()).toBe(8);
});

test('[CHEER-2] applause that was heard counts once also where it comes again with more', () => {
  const { one, told, deliver, heard } = twoNodes();
  one.tell('party', clap(3));
  one.tell('party', clap(4));
  const [first, second] = told;
  if (first === undefined || second === undefined) throw new Error('nothing was told');
  deliver(first);
  // Not known to have been sent, it goes with what came meanwhile.
  deliver(overTheBus(laterOf(first, second)));
  expect(heard()).toBe(7);
});

test('[CHEER-2] a room that a node opens again is heard anew, and an older server is believed', () => {
  const { one, deliver, close, openAtOne, heard } = twoNodes();
  one.tell('party', clap(3));
  deliver();
  close();
  openAtOne();
  one.tell('party', clap(1));
  deliver();
  expect(heard()).toBe(4);
  deliver({ is: 'cheers', eventId: 'party', cheers: clap(2) }, 'older');
  deliver({ is: 'cheers', eventId: 'party', cheers: clap(2) }, 'older');
  expect(heard()).toBe(8);
});

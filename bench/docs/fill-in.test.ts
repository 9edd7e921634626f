import { expect, test } from 'vitest';

import { BENCHES } from '../registry.ts';
import type { Figures } from '../suite/figures.ts';
import { fillIn } from './fill-in.ts';

const commit: Figures = {
  name: 'commit',
  ratio: 21.4,
  head: ['', 'messages/s'],
  rows: [['ours', '20,000']],
  verified: [],
  measured: { at: '2026-11-25T10:00:00Z', commit: 'abc1234', machine: '2 cores' },
};
const place = (name: string): string => `<!-- bench: ${name} -->\nold\n<!-- end -->`;

test('[BENCH-3] figures stand in their place, with bounds, date, commit and machine; words around them stay', () => {
  const page = fillIn(`# Title\n${place('all')}\nWords.\n${place('commit')}\n`, BENCHES, {
    commit,
  });
  expect(page).toContain('| ours | 20,000 |');
  expect(page).toContain('**Ratio 21.4** in messages a second (must: ratio ≥ 20, p99 ≤ 40 ms');
  expect(page).toContain('Measured 2026-11-25 at `abc1234`, on 2 cores.');
  expect(page).toContain('[`commit`](#commit) | 21.4 |');
  expect(page).toMatch(/^# Title\n[\s\S]*\nWords\.\n/);
  expect(page).not.toContain('old');
});

test('[BENCH-14] figures with charts stand under their picture', () => {
  const charts: Figures['charts'] = [];
  const page = fillIn(place('all') + place('commit'), BENCHES, { commit: { ...commit, charts } });
  expect(page).toContain('(performance-commit.svg)\n\n|');
  expect(fillIn(place('all') + place('commit'), BENCHES, { commit })).not.toContain('.svg');
});

test('[BENCH-4] a bench without a peer has its card, and no ratio', () => {
  const seats = { name: 'seats', measures: 'how many can sit', load: () => Promise.reject() };
  const card = [{ title: 'Largest room', figure: '9 people', says: 'all of them seated' }];
  const figures = { ...commit, name: 'seats', ratio: null, card };
  const page = fillIn(`${place('all')}\n${place('seats')}`, [seats], { seats: figures });
  expect(page).toContain('- Largest room: **9 people** (all of them seated)');
  expect(page).toContain('[`seats`](#seats) |  |  |  | no peer |');
  expect(page).toContain('Measured 2026-11-25');
  expect(page).not.toMatch(/\*\*Ratio|null|undefined/);
});

test('[BENCH-3] figures without a place, and a place without figures, are an error', () => {
  expect(() => fillIn(place('all'), BENCHES, { commit })).toThrow('no place for commit');
  expect(() => fillIn(place('all') + place('seen'), BENCHES, {})).toThrow('no figures of seen');
});

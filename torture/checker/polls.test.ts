import { expect, test } from 'vitest';

import {
  asks,
  ends,
  rowOf,
  statusOf,
  story,
  tells,
  timeOf,
  Voting,
  type End,
  type Vote,
} from './poll-stories.ts';
import { deleted } from './stories.ts';

/** Ada and bob vote for the first option, and bob for the second one instead. */
const VOTES: Vote[] = [
  ['ada', [0], 4],
  ['bob', [1], 5],
];
const LOG = [asks(), tells(4, [2, 0]), tells(5, [1, 1])];
const voted = (): Voting => story().votes('ada', [0], 4).votes('bob', [0], 4).votes('bob', [1], 5);
const usual = (run: Voting): End => ({ run, log: LOG, rows: [rowOf(VOTES)] });
const over: End = {
  run: voted().does('close-poll', 'ada', { seq: 6 }),
  log: [...LOG, ends(6, [1, 1])],
  rows: [rowOf(VOTES, { isClosed: true })],
};
const GONE = deleted(7, asks());
const { poll: _words, ...emptied } = asks();

const kept: readonly (readonly [string, () => End])[] = [
  [
    'all is as it was voted, and everybody is told and shows that',
    () =>
      usual(
        voted()
          .isTold('bob', 5, [1, 1])
          .isToldOwn('bob', [1], 5)
          .lists('bob', 1, ['bob'])
          .showsPoll('ada', [1, 1], [0])
          .showsPoll('bob', [1, 1], [1]),
      ),
  ],
  ['a vote is the same already', () => usual(voted().votes('bob', [1]))],
  [
    'of two votes at once either may be the last',
    () =>
      usual(
        story()
          .votes('ada', [0], 4)
          .does('vote', 'bob', { choices: [1], type: null })
          .votes('bob', [0], 4),
      ),
  ],
  [
    'a vote of which nobody knows may count, or not',
    () => usual(voted().does('vote', 'bob', { choices: [0], type: 'info' })),
  ],
  [
    'a vote that is refused does not count',
    () => usual(voted().does('vote', 'bob', { choices: [0], type: 'fail', code: 'invalid' })),
  ],
  [
    'it is over',
    () => ({
      ...over,
      run: over.run
        .does('vote', 'bob', { choices: [0], type: 'fail', code: 'invalid' })
        .does('close-poll', 'ada'),
    }),
  ],
  [
    'a vote is taken back',
    () => ({
      run: voted().votes('bob', [], 6).showsPoll('bob', [1, 0], []),
      log: [...LOG, tells(6, [1, 0])],
      rows: [
        rowOf([
          ['ada', [0], 4],
          ['bob', [], 6],
        ]),
      ],
    }),
  ],
  [
    'nothing is left of a poll that is deleted',
    () => ({ run: voted().changes(9, GONE), log: [emptied, ...LOG.slice(1), GONE], rows: [] }),
  ],
  [
    'the clock ends it',
    () => ({
      run: story({ closesInSeconds: 10 }).votes('ada', [0], 4),
      log: [asks({ closesAt: timeOf(9_000) }), tells(4, [1, 0]), ends(5, [1, 0])],
      rows: [rowOf([['ada', [0], 4]], { isClosed: true })],
    }),
  ],
  ['an anonymous poll names nobody', () => usual(voted().lists('bob', 0, []))],
];

test.each(kept)('[CHECK-1] [POLL-24] K19: %s', (_, end) => {
  expect(statusOf(end())).toBe('kept');
});

const broken: readonly (readonly [string, () => End])[] = [
  [
    'a vote is counted twice',
    () => ({
      run: voted(),
      log: [asks(), tells(4, [2, 0]), tells(5, [2, 1])],
      rows: [rowOf(VOTES, { votes: [2, 1], voters: 3 })],
    }),
  ],
  [
    'an earlier vote is kept',
    () => ({
      ...usual(voted()),
      rows: [
        rowOf([
          ['ada', [0], 4],
          ['bob', [0], 5],
        ]),
      ],
    }),
  ],
  ['a vote is lost', () => ({ ...usual(voted()), rows: [rowOf([['ada', [0], 4]])] })],
  [
    'a vote counts that nobody cast',
    () => usual(story().votes('bob', [0], 4).votes('bob', [1], 5)),
  ],
  [
    'a vote counts that was refused',
    () =>
      usual(
        story()
          .votes('ada', [0], 4)
          .does('vote', 'bob', { choices: [1], type: 'fail' }),
      ),
  ],
  ['a vote is not where its answer says', () => usual(voted().votes('ada', [0], 7))],
  [
    'sums have more votes than people',
    () => ({ ...usual(voted()), log: [asks(), tells(4, [2, 0]), tells(5, [1, 1], { voters: 1 })] }),
  ],
  [
    'sums are told three times in a second',
    () => ({
      ...usual(voted()),
      log: [
        asks(),
        tells(4, [1, 0], { at: 8_000 }),
        tells(5, [1, 1], { at: 8_100 }),
        tells(6, [1, 1], { at: 8_900 }),
      ],
    }),
  ],
  [
    'a vote counts behind the end',
    () => ({ ...over, log: [...LOG.slice(0, 2), ends(5, [2, 0]), tells(6, [1, 1])] }),
  ],
  [
    'a vote is taken that was cast after the end',
    () => ({ ...over, run: over.run.votes('bob', [1]) }),
  ],
  [
    'a vote counts after its time',
    () => ({ ...usual(voted()), log: [asks({ closesAt: timeOf(9_000) }), ...LOG.slice(1)] }),
  ],
  ['it is over, and nobody ended it', () => ({ ...over, run: voted() })],
  [
    'its end is acknowledged, and it is open',
    () => usual(voted().does('close-poll', 'ada', { seq: 6 })),
  ],
  ['somebody is told other sums', () => usual(voted().isTold('bob', 5, [2, 0]))],
  ['somebody is told a vote of somebody else', () => usual(voted().isToldOwn('ada', [1], 5))],
  ['somebody shows other sums in the end', () => usual(voted().showsPoll('ada', [2, 0], [0]))],
  [
    'somebody shows another vote of their own in the end',
    () => usual(voted().showsPoll('bob', [1, 1], [0])),
  ],
  ['somebody is named who did not choose that', () => usual(voted().lists('bob', 1, ['ada']))],
  [
    'an anonymous poll names somebody',
    () => ({
      ...usual(
        story({ isAnonymous: true })
          .votes('ada', [0], 4)
          .votes('bob', [0], 4)
          .votes('bob', [1], 5)
          .lists('bob', 1, ['bob']),
      ),
    }),
  ],
  [
    'votes are left of a poll that is deleted',
    () => ({
      run: voted().changes(9, GONE),
      log: [emptied, ...LOG.slice(1), GONE],
      rows: [rowOf(VOTES)],
    }),
  ],
  [
    'words are left of a poll that is deleted',
    () => ({
      run: voted().changes(9, GONE),
      log: [emptied, ...LOG.slice(1), GONE],
      rows: [],
      hasWords: true,
    }),
  ],
];

test.each(broken)('[CHECK-2] [POLL-24] K19: %s', (_, end) => {
  expect(statusOf(end())).toBe('broken');
});

test('[CHECK-2] [POLL-24] K19: the clock does not end it, where no fault was near', () => {
  const start = { type: 'run', is: 'start', wallMs: Date.UTC(2030, 0, 1) } as const;
  const killed = { type: 'fault', is: 'start', fault: 1, kind: 'node-kill', target: 'a' } as const;
  const log = [asks({ closesAt: timeOf(2_000) })];
  const run = (): Voting => new Voting().write(start);
  const after = (begun: Voting): End => {
    return { run: begun.wait(20_000).write({ type: 'run', is: 'end' }), log, rows: [rowOf([])] };
  };
  expect(statusOf(after(run()))).toBe('broken');
  expect(statusOf(after(run().write(killed)))).toBe('kept');
});

import { expect, test } from 'vitest';

import type { SearchedLine } from '../history.ts';
import { judge } from './judging.ts';
import { came, deleted, edited, EVENT, logOf, said, Story } from './stories.ts';

const first = said(3, 'ada', 'hello said1x');
const second = edited(4, first, 'hi edit2x');
const gone = deleted(5, first);

/** ada and bob take part, and ada has said something. */
const story = (): Story =>
  new Story().participates(1, 'ada', 'attend').participates(2, 'bob', 'attend').says(3, first);

type FoundText = readonly [id: string, content: string, eventId?: string];

interface Answer extends Partial<Omit<SearchedLine, 'found' | 'eventId'>> {
  readonly found?: readonly FoundText[];
  /** `null`: in all events. */
  readonly in?: string | null;
}

/** Somebody searches, and has the answer 10 ms later. */
function searches(run: Story, word: string, { found = [], in: place = EVENT, ...more }: Answer) {
  const askedAt = (run.lines.at(-1)?.at ?? 0) + 0.5;
  const { person = 'bob' } = more;
  const all = found.map(([messageId, content, eventId = EVENT]) => {
    return { messageId, content, eventId };
  });
  const where = place !== null && { eventId: place };
  const line = { client: person, person, askedAt, word, found: all, ...where, ...more };
  return run.wait(10).write({ type: 'searched', ...line });
}

const statusOf = (run: Story, more: Parameters<typeof logOf>[1] = {}) => {
  const log = logOf([came(1, 'ada'), came(2, 'bob'), first, second, gone], more);
  return judge(run, log).rules.find(({ rule }) => rule === 'K17')?.status;
};

const HELLO: FoundText = ['id-3', 'hello said1x'];
const HI: FoundText = ['id-3', 'hi edit2x'];
const forbidden = { code: 'forbidden' };

const kept: readonly (readonly [string, () => Story])[] = [
  ['what stands is found', () => searches(story(), 'said1x', { found: [HELLO] })],
  ['it is found everywhere', () => searches(story(), 'said1x', { in: null, found: [HELLO] })],
  ['it is not said elsewhere', () => searches(story(), 'said1x', { in: 'talk', ...forbidden })],
  [
    'an answer that says that more is to come lacks something',
    () => searches(story(), 'said1x', { isIndexing: true }),
  ],
  [
    'nothing is like the word but something else, as the answer says',
    () => searches(story(), 'said9x', { isSimilar: true, found: [HELLO] }),
  ],
  [
    'what is being edited is found by the words that it has, or those that it had',
    () => {
      const run = story().asksToChange(4, second);
      for (const found of [[HELLO], []]) searches(run, 'said1x', { found });
      for (const found of [[HI], []]) searches(run, 'edit2x', { found });
      return run;
    },
  ],
  [
    'what was edited is found by its new words alone',
    () => {
      const run = story().changes(4, second);
      return searches(searches(run, 'edit2x', { found: [HI] }), 'said1x', {});
    },
  ],
  [
    'what is being deleted is found, or not',
    () => {
      const run = story().asksToChange(4, gone);
      return searches(searches(run, 'said1x', { found: [HELLO] }), 'said1x', {});
    },
  ],
  [
    'an edit that nobody knows of may be the last word',
    () => {
      const run = story().asksToChange(4, second);
      const of = { op: 4, client: 'ada', author: 'ada', eventId: EVENT, messageId: 'id-3' };
      run.write({ type: 'info', does: 'edit', ...of, code: 'unavailable' });
      return searches(searches(run, 'said1x', { found: [HELLO] }), 'edit2x', { found: [HI] });
    },
  ],
  [
    'who left, and who never came, finds nothing, and is told so',
    () => {
      const run = story().participates(4, 'bob', 'quit');
      for (const person of ['bob', 'eve']) {
        searches(run, 'said1x', { person, ...forbidden });
        searches(run, 'said1x', { person, in: null });
      }
      return run;
    },
  ],
  [
    'while somebody comes back they may be let in or not',
    () => {
      const run = story().participates(4, 'bob', 'quit');
      run.write({ ...asksFor('attend'), op: 5 });
      return searches(searches(run, 'said1x', { found: [HELLO] }), 'said1x', forbidden);
    },
  ],
];

const asksFor = (does: 'attend' | 'quit') =>
  ({ type: 'invoke', client: 'bob', author: 'bob', does, eventId: EVENT }) as const;

test.each(kept)('[CHECK-1] [SEARCH-24] K17: %s', (_, run) => {
  expect(statusOf(run())).not.toBe('broken');
});

const broken: readonly (readonly [string, () => Story])[] = [
  ['what stands is not found', () => searches(story(), 'said1x', {})],
  ['it is not found everywhere', () => searches(story(), 'said1x', { in: null })],
  ['it is found twice', () => searches(story(), 'said1x', { found: [HELLO, HELLO] })],
  ['something without the word is found', () => searches(story(), 'said9x', { found: [HELLO] })],
  [
    'something of another event is found',
    () => searches(story(), 'said1x', { found: [HELLO, ['id-9', 'said1x', 'talk']] }),
  ],
  [
    'what was deleted is found',
    () => searches(story().changes(4, gone), 'said1x', { found: [HELLO] }),
  ],
  [
    'what was deleted is found as something like it',
    () => searches(story().changes(4, gone), 'said9x', { isSimilar: true, found: [HELLO] }),
  ],
  [
    'a text that is over is found',
    () => searches(story().changes(4, second), 'said1x', { found: [HELLO] }),
  ],
  [
    'what was edited is not found by its new words',
    () => searches(story().changes(4, second), 'edit2x', {}),
  ],
  [
    'who has left is answered',
    () => searches(story().participates(4, 'bob', 'quit'), 'said1x', {}),
  ],
  [
    'who has left finds it',
    () => searches(story().participates(4, 'bob', 'quit'), 'said1x', { in: null, found: [HELLO] }),
  ],
  [
    'who never came finds it',
    () => searches(story(), 'said1x', { person: 'eve', in: null, found: [HELLO] }),
  ],
  ['who takes part is refused', () => searches(story(), 'said1x', forbidden)],
];

test.each(broken)('[CHECK-2] [SEARCH-24] K17: %s', (_, run) => {
  expect(statusOf(run())).toBe('broken');
});

test('[CHECK-2] [SEARCH-24] K17: the index has a word of what was deleted', () => {
  const run = story().changes(4, second).changes(5, gone);
  expect(statusOf(run, { searchWords: [] })).toBe('not exercised');
  expect(statusOf(run, { searchWords: ['edit2x'] })).toBe('broken');
});

test('[CHECK-1] [SEARCH-24] K17: who asks to come back while they leave may be in', () => {
  const run = story()
    .write({ ...asksFor('attend'), op: 4 })
    .write({ ...asksFor('quit'), op: 5 })
    .participates(5, 'bob', 'quit')
    .participates(4, 'bob', 'attend');
  for (const answer of [{ found: [HELLO] }, forbidden]) searches(run, 'said1x', answer);
  expect(statusOf(run)).not.toBe('broken');
});

import { expect, test } from 'vitest';

import { decide } from './decide.ts';
import type { Facts } from './facts.ts';
import type { Draft } from './log.ts';
import type { PollClosedDraft, StoredPoll, VoteDraft } from './poll-log.ts';

const at = (ms: number): Date => new Date(1_000_000 + ms);

const poll: StoredPoll = {
  options: 3,
  isMultiple: false,
  isAnonymous: false,
  votes: [2, 1, 0],
  voters: 3,
  isClosed: false,
  toldAt: null,
};

const facts = (more: Partial<Facts> = {}, polled: Partial<StoredPoll> = {}): Facts => ({
  settings: {
    contentFilter: { enabled: false, extraWords: [] },
    changeMinutes: 15,
    linkPreviews: false,
    approvesQuestions: false,
  },
  account: { id: 'bob', name: 'Bob' },
  participation: { status: 'attending', role: 'participant', bannedAt: null },
  earlier: null,
  target: {
    seq: 4,
    authorId: 'alice',
    content: '📊',
    createdAt: at(0),
    deletedAt: null,
    preview: null,
  },
  polled: { poll: { ...poll, ...polled }, choices: [] },
  subject: null,
  mode: { isFrozen: false, slowSeconds: 0, slowSince: null },
  now: at(10_000),
  ...more,
});

const vote = (choices: readonly number[]): VoteDraft => ({
  kind: 'vote',
  eventId: 'e',
  messageId: 'm',
  actorId: 'bob',
  choices,
});

const ending: PollClosedDraft = {
  kind: 'poll-closed',
  eventId: 'e',
  messageId: 'm',
  actorId: 'bob',
};

const entryOf = (draft: Draft, known: Facts) => {
  const decided = decide(draft, known);
  return decided.ok && decided.value.type === 'append' ? decided.value.entry : null;
};
const refusalOf = (draft: Draft, known: Facts) => {
  const decided = decide(draft, known);
  return decided.ok ? decided.value.type : decided.error.message;
};

test('[POLL-4] a vote counts once, another one takes its place, and none takes it back', () => {
  expect(entryOf(vote([2]), facts())).toMatchObject({ votes: [2, 1, 1], voters: 4 });
  const voted = facts({ polled: { poll, choices: [0] } });
  expect(entryOf(vote([1]), voted)).toMatchObject({ votes: [1, 2, 0], voters: 3 });
  expect(entryOf(vote([]), voted)).toMatchObject({ votes: [1, 1, 0], voters: 2 });
  expect(refusalOf(vote([0]), voted)).toBe('unchanged');
  expect(refusalOf(vote([]), facts())).toBe('unchanged');
  const several = facts({ polled: { poll: { ...poll, isMultiple: true }, choices: [0, 1] } });
  expect(entryOf(vote([2, 1]), several)).toMatchObject({ votes: [1, 1, 1], voters: 3 });
  expect(refusalOf(vote([1, 0]), several)).toBe('unchanged');
});

test('[POLL-3] votes are of who takes part, muted and in a frozen room too, for options that there are', () => {
  const attending = { status: 'attending', role: 'participant', bannedAt: null } as const;
  const muted = facts({ participation: { ...attending, mutedUntil: at(99_999) } });
  expect(entryOf(vote([0]), muted)).not.toBeNull();
  const frozen = { isFrozen: true, slowSeconds: 60, slowSince: at(0) };
  expect(entryOf(vote([0]), facts({ mode: frozen }))).not.toBeNull();
  expect(refusalOf(vote([0]), facts({ participation: null }))).toMatch('Attend this event first');
  const banned = facts({ participation: { ...attending, bannedAt: at(0) } });
  expect(refusalOf(vote([0]), banned)).toMatch('banned');
  expect(refusalOf(vote([3]), facts())).toBe('The poll has no such option.');
  expect(refusalOf(vote([0, 1]), facts())).toBe('In this poll one chooses one option.');
  expect(refusalOf(vote([0]), facts({ target: null }))).toMatch('no such message');
  const none = facts({ polled: { poll: null, choices: [] } });
  expect(refusalOf(vote([0]), none)).toBe('This message asks no poll.');
});

test('[POLL-5] sums are told six tenths of a second after the last ones at the earliest, to the millisecond', () => {
  const decided = decide(vote([0]), facts({}, { toldAt: at(9_401) }));
  expect(decided).toMatchObject({ error: { code: 'rate-limited', retryAfterMs: 1 } });
  expect(entryOf(vote([0]), facts({}, { toldAt: at(9_400) }))).not.toBeNull();
  expect(
    entryOf({ ...vote([0]), isHurried: true }, facts({}, { toldAt: at(9_999) })),
  ).not.toBeNull();
});

test('[POLL-7] who asked a poll and who moderates end it; nobody votes behind that', () => {
  expect(refusalOf(ending, facts())).toMatch('Only who asked a poll and moderators');
  const own = facts({ target: { ...facts().target, authorId: 'bob' } as Facts['target'] });
  expect(entryOf(ending, own)).toMatchObject({ votes: [2, 1, 0], voters: 3, isClosed: true });
  const moderator = { status: 'attending', role: 'moderator', bannedAt: null } as const;
  expect(entryOf(ending, facts({ participation: moderator }))).toMatchObject({ isClosed: true });
  const closed = { isClosed: true };
  expect(refusalOf(ending, facts({ participation: moderator }, closed))).toBe('unchanged');
  expect(refusalOf(vote([0]), facts({}, closed))).toBe('This poll is closed.');
});

test('[POLL-8] from the time on that was set nobody votes, and the clock ends it then and not before', () => {
  const due = { ...ending, isDue: true } as const;
  const soon = { closesAt: at(10_001) };
  const over = { closesAt: at(10_000) };
  expect(entryOf(vote([0]), facts({}, soon))).not.toBeNull();
  expect(refusalOf(vote([0]), facts({}, over))).toBe('This poll is closed.');
  expect(decide(due, facts({}, soon))).toMatchObject({ error: { retryable: true } });
  expect(entryOf(due, facts({ participation: null }, over))).toMatchObject({ isClosed: true });
  expect(refusalOf(due, facts({}, { ...over, isClosed: true }))).toBe('unchanged');
  expect(decide(due, facts({ target: null }))).toMatchObject({ error: { retryable: false } });
});

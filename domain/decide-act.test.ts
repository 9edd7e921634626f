import { describe, expect, test } from 'vitest';

import { EventSettings } from '../protocol/rest.ts';
import type { Role } from '../protocol/wire.ts';
import { decide } from './decide.ts';
import type { Facts } from './facts.ts';
import type { Act } from './log.ts';
import { may, RIGHTS, type Participation, type Right } from './rights.ts';
import { OPEN_MODE } from './room-mode.ts';

const NOW = new Date('2026-11-22T18:00:00Z');
const ROLES: readonly Role[] = ['organiser', 'moderator', 'participant'];

const as = (role: Role, more: Partial<Participation> = {}): Participation => ({
  status: 'attending',
  role,
  bannedAt: null,
  ...more,
});

const facts = (actor: Participation | null, other: Participation | null): Facts => ({
  settings: EventSettings.parse({}),
  account: { id: 'actor', name: 'Actor' },
  participation: actor,
  earlier: null,
  target: null,
  subject: {
    account: { id: 'other', name: 'Other' },
    participation: other,
    organisers: actor?.role === 'organiser' ? ['actor'] : [],
  },
  mode: OPEN_MODE,
  now: NOW,
});

const decideAct = (act: Act, known: Facts, userId = 'other') =>
  decide({ kind: 'act', eventId: 'e', actorId: 'actor', userId, act }, known);

const outcomeOf = (...args: Parameters<typeof decideAct>): string => {
  const verdict = decideAct(...args);
  return verdict.ok ? verdict.value.type : verdict.error.code;
};

const entryOf = (...args: Parameters<typeof decideAct>) => {
  const verdict = decideAct(...args);
  return verdict.ok && verdict.value.type === 'append' ? verdict.value.entry : null;
};

const ban: Act = { type: 'ban', reason: 'spam' };
const mute: Act = { type: 'mute', forSeconds: 60 };
const toRole = (role: Role): Act => ({ type: 'role', role });

describe('[ROLE-1] who has which right', () => {
  const cells = (Object.keys(RIGHTS) as Right[]).flatMap((right) =>
    ROLES.map((role) => ({ right, role })),
  );
  test.each(cells)('$role: $right', ({ right, role }) => {
    const isListed = RIGHTS[right].roles.includes(role);
    expect(may(as(role), right)).toBe(isListed);
    expect(may(as(role, { bannedAt: NOW }), right)).toBe(false);
    const isKept = isListed && 'isKeptAway' in RIGHTS[right];
    expect(may(as(role, { status: null }), right)).toBe(isKept);
    expect(may(null, right)).toBe(false);
  });
});

test('[ROLE-2] one acts on those whom one outranks, and on nobody else', () => {
  const allowed = ROLES.flatMap((actor) =>
    ROLES.filter((other) => outcomeOf(ban, facts(as(actor), as(other))) === 'append').map(
      (other) => `${actor} → ${other}`,
    ),
  );
  expect(allowed).toEqual([
    'organiser → moderator',
    'organiser → participant',
    'moderator → participant',
  ]);
  for (const actor of [
    null,
    as('moderator', { status: null }),
    as('moderator', { bannedAt: NOW }),
  ]) {
    expect(outcomeOf(mute, facts(actor, as('participant')))).toBe('forbidden');
  }
  expect(outcomeOf(ban, facts(as('organiser'), as('organiser')), 'actor')).toBe('forbidden');
  expect(outcomeOf(ban, facts(as('organiser'), null))).toBe('not-found');
});

test('[ROLE-3] organisers give roles to all but organisers, who may themselves be several', () => {
  const organiser = as('organiser');
  expect(ROLES.map((role) => outcomeOf(toRole(role), facts(organiser, as('participant'))))).toEqual(
    ['append', 'append', 'unchanged'],
  );
  expect(outcomeOf(toRole('participant'), facts(organiser, as('moderator')))).toBe('append');
  expect(outcomeOf(toRole('participant'), facts(organiser, as('organiser')))).toBe('forbidden');
  expect(outcomeOf(toRole('moderator'), facts(as('moderator'), as('participant')))).toBe(
    'forbidden',
  );
  const away = facts(organiser, as('participant', { status: null }));
  expect(outcomeOf(toRole('moderator'), away)).toBe('forbidden');
});

test('[ROLE-4] one gives one’s own role up, but nobody gives themselves one, and somebody always organises', () => {
  const own = (actor: Participation, organisers: readonly string[]): Facts => {
    const known = facts(actor, actor);
    return {
      ...known,
      subject: { account: null, participation: actor, ...known.subject, organisers },
    };
  };
  const step = (actor: Role, role: Role, organisers: readonly string[] = []) =>
    outcomeOf(toRole(role), own(as(actor), organisers), 'actor');
  expect(step('moderator', 'participant')).toBe('append');
  expect(step('moderator', 'organiser')).toBe('forbidden');
  expect(step('participant', 'moderator')).toBe('forbidden');
  expect(step('organiser', 'participant', ['actor'])).toBe('forbidden');
  expect(step('organiser', 'moderator', ['actor', 'other'])).toBe('append');
});

test('[MOD-1] [MOD-3] an entry says where somebody stands from there on; what is so already changes nothing', () => {
  const moderator = as('moderator');
  const muted = as('participant', { mutedUntil: new Date(NOW.getTime() + 5_000) });
  expect(entryOf(mute, facts(moderator, as('participant')))).toMatchObject({
    kind: 'participation',
    actorId: 'actor',
    person: { id: 'other' },
    act: 'mute',
    status: 'attending',
    mutedUntil: new Date('2026-11-22T18:01:00Z'),
  });
  const unmute: Act = { type: 'mute', forSeconds: 0 };
  expect(entryOf(unmute, facts(moderator, muted))).not.toHaveProperty('mutedUntil');
  expect(outcomeOf(unmute, facts(moderator, as('participant')))).toBe('unchanged');
  const banned = as('participant', { status: null, bannedAt: NOW });
  expect(entryOf(ban, facts(as('organiser'), as('moderator')))).toMatchObject({
    status: null,
    role: 'participant',
    bannedAt: NOW,
    reason: 'spam',
  });
  expect(outcomeOf(ban, facts(moderator, banned))).toBe('unchanged');
  expect(outcomeOf({ type: 'remove' }, facts(moderator, banned))).toBe('unchanged');
  expect(entryOf({ type: 'unban' }, facts(moderator, banned))).not.toHaveProperty('bannedAt');
  expect(outcomeOf({ type: 'unban' }, facts(moderator, as('participant')))).toBe('unchanged');
});

const saying = (participation: Participation, more: Partial<Facts> = {}) => {
  const author = { id: 'actor', name: 'Actor' };
  const draft = { kind: 'message', eventId: 'e', id: 'm', author, content: 'hello' } as const;
  const verdict = decide(draft, { ...facts(participation, null), ...more });
  return verdict.ok ? verdict.value.type : [verdict.error.code, verdict.error.retryAfterMs];
};

test('[MOD-2] who is muted says nothing until then, whatever their role, and is told how long to the millisecond', () => {
  for (const role of ROLES) {
    const until = (ms: number) => as(role, { mutedUntil: new Date(NOW.getTime() + ms) });
    expect(saying(until(90_123))).toEqual(['forbidden', 90_123]);
    expect(saying(until(0))).toBe('append');
  }
});

test('[MOD-2] who is muted gives no reaction, and may take one back', () => {
  const target = {
    seq: 1,
    authorId: 'other',
    content: 'hello',
    createdAt: NOW,
    deletedAt: null,
    preview: null,
  };
  const reacting = (on: boolean, mutedUntil: Date) => {
    const draft = { kind: 'reaction', eventId: 'e', messageId: 'm', emoji: '👍', on } as const;
    const given = on ? [] : [{ emoji: '👍', count: 1 }];
    const verdict = decide(
      { ...draft, actorId: 'actor' },
      {
        ...facts(as('participant', { mutedUntil }), null),
        target,
        reacting: { reactions: given, has: !on },
      },
    );
    return verdict.ok ? verdict.value.type : verdict.error.code;
  };
  const later = new Date(NOW.getTime() + 1);
  expect(reacting(true, later)).toBe('forbidden');
  expect(reacting(false, later)).toBe('append');
  expect(reacting(true, NOW)).toBe('append');
});

test('[MODE-1] [MODE-2] in a frozen or slow room organisers and moderators write, others wait to the millisecond', () => {
  const slowSince = new Date(NOW.getTime() - 60_000);
  const slow = { isFrozen: false, slowSeconds: 30, slowSince };
  const saidAgo = (role: Role, ms: number) => as(role, { saidAt: new Date(NOW.getTime() - ms) });
  expect(saying(saidAgo('participant', 29_999), { mode: slow })).toEqual(['rate-limited', 1]);
  expect(saying(saidAgo('participant', 30_000), { mode: slow })).toBe('append');
  expect(saying(as('participant'), { mode: slow })).toBe('append');
  // What was said before slow mode does not count.
  const long = { ...slow, slowSeconds: 21_600 };
  expect(saying(saidAgo('participant', 60_001), { mode: long })).toBe('append');
  const frozen = { mode: { ...OPEN_MODE, isFrozen: true } };
  expect(saying(as('participant'), frozen)).toEqual(['forbidden', undefined]);
  for (const role of ['organiser', 'moderator'] as const) {
    expect(saying(saidAgo(role, 1), { mode: slow })).toBe('append');
    expect(saying(as(role), frozen)).toBe('append');
  }
});

test('[MODE-3] moderators and organisers set a room’s mode; what is left out stays', () => {
  const set = (role: Role, mode: { isFrozen?: boolean; slowSeconds?: number }) => {
    const draft = { kind: 'room-mode', eventId: 'e', actorId: 'actor', ...mode } as const;
    const slow = { isFrozen: false, slowSeconds: 30, slowSince: NOW };
    const verdict = decide(draft, { ...facts(as(role), null), mode: slow });
    return verdict.ok && verdict.value.type === 'append' ? verdict.value.entry : verdict;
  };
  for (const role of ['organiser', 'moderator'] as const) {
    expect(set(role, { isFrozen: true })).toMatchObject({ isFrozen: true, slowSeconds: 30 });
    expect(set(role, { slowSeconds: 0 })).toMatchObject({ isFrozen: false, slowSeconds: 0 });
    expect(set(role, { slowSeconds: 30 })).toMatchObject({ value: { type: 'unchanged' } });
  }
  expect(set('participant', { isFrozen: true })).toMatchObject({ error: { code: 'forbidden' } });
});

import { describe, expect, test } from 'vitest';

import { EventSettings } from '../protocol/rest.ts';
import { decide } from './decide.ts';
import type { Facts } from './facts.ts';
import { OPEN_MODE } from './room-mode.ts';
import type { Participation } from './rights.ts';
import type { MessageDraft, MessageEntry, ParticipationDraft } from './log.ts';

const NOW = new Date('2026-11-22T18:00:00Z');
const alice = { id: 'alice', name: 'Alice' };
const attending: Participation = { status: 'attending', role: 'participant', bannedAt: null };
const gone: Participation = { ...attending, status: null };
const banned: Participation = { ...gone, bannedAt: NOW };

const facts = (known: Partial<Facts> = {}): Facts => ({
  settings: EventSettings.parse({}),
  account: alice,
  participation: attending,
  earlier: null,
  target: null,
  subject: null,
  mode: OPEN_MODE,
  now: NOW,
  ...known,
});

const message = (known: Partial<MessageDraft> = {}): MessageDraft => ({
  kind: 'message',
  eventId: 'meetup',
  id: 'm1',
  author: alice,
  content: 'hello',
  ...known,
});

const stored = (known: Partial<MessageEntry> = {}): MessageEntry => ({
  kind: 'message',
  eventId: 'meetup',
  seq: 7,
  id: 'm0',
  actorId: 'alice',
  userName: 'Alice',
  content: 'hello',
  createdAt: NOW,
  ...known,
});

const change = (
  status: ParticipationDraft['status'],
  more: Partial<ParticipationDraft> = {},
): ParticipationDraft => ({
  kind: 'participation',
  eventId: 'meetup',
  person: alice,
  status,
  ...more,
});

const verdictOf = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args);
  return decided.ok ? decided.value.type : decided.error.code;
};

describe('messages', () => {
  test('both ways of taking part may write', () => {
    for (const status of ['attending', 'interested'] as const) {
      const participation = { ...attending, status };
      expect(verdictOf(message(), facts({ participation }))).toBe('append');
    }
  });

  test('whoever never took part, left or was banned may not', () => {
    for (const participation of [null, gone, banned]) {
      expect(verdictOf(message(), facts({ participation }))).toBe('forbidden');
    }
  });

  test('an event or an account that is gone is said so', () => {
    expect(verdictOf(message(), facts({ settings: null }))).toBe('not-found');
    expect(verdictOf(message(), facts({ account: null }))).toBe('unauthenticated');
  });

  test('it stands under the name that its author has now, an imported one under its own', () => {
    const account = { id: 'alice', name: 'Alice Renamed', image: 'https://example.org/a.png' };
    const asNow = { userName: account.name, userImage: account.image };
    expect(decide(message(), facts({ account }))).toMatchObject({ value: { entry: asNow } });
    const imported = decide(message({ importedAt: NOW }), facts({ account }));
    expect(imported).toMatchObject({ value: { entry: { userName: 'Alice' } } });
    const joined = decide(change('interested'), facts({ account }));
    expect(joined).toMatchObject({ value: { entry: { person: account } } });
  });

  test('a repeat is answered with what is stored, even after its author has left', () => {
    const earlier = stored();
    const decided = decide(message(), facts({ earlier, participation: gone }));
    expect(decided).toEqual({ ok: true, value: { type: 'duplicate', entry: earlier } });
  });

  test('the same id for another text, author or event is a conflict', () => {
    const others = [{ content: 'other' }, { actorId: 'bob' }, { eventId: 'party' }];
    for (const other of others) {
      expect(verdictOf(message(), facts({ earlier: stored(other) }))).toBe('duplicate-conflict');
    }
  });

  test("the event's filter decides over the text, but not over what another back end accepted", () => {
    const settings = EventSettings.parse({
      contentFilter: { enabled: true, extraWords: ['hello'] },
    });
    expect(verdictOf(message(), facts({ settings }))).toBe('invalid');
    const imported = message({ importedAt: new Date(0) });
    expect(verdictOf(imported, facts({ settings, participation: null }))).toBe('append');
  });
});

describe('participation', () => {
  test('a change is appended, the same again is not', () => {
    expect(verdictOf(change('interested'), facts())).toBe('append');
    expect(verdictOf(change('attending'), facts())).toBe('unchanged');
    expect(verdictOf(change(null), facts({ participation: null }))).toBe('unchanged');
  });

  test('somebody banned may not come back, and leaving keeps a role for the return', () => {
    expect(verdictOf(change('attending'), facts({ participation: banned }))).toBe('forbidden');
    const organiser: Participation = { ...attending, role: 'organiser' };
    const left = decide(change(null), facts({ participation: organiser }));
    expect(left).toMatchObject({ value: { entry: { role: 'organiser', status: null } } });
  });
});

test('only an organiser changes the event', () => {
  const update = { kind: 'event-updated', eventId: 'meetup', actorId: 'alice' } as const;
  expect(verdictOf(update, facts())).toBe('forbidden');
  expect(verdictOf(update, facts({ participation: { ...attending, role: 'organiser' } }))).toBe(
    'append',
  );
});

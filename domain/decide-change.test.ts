import { expect, test } from 'vitest';

import { EventSettings } from '../protocol/rest.ts';
import { decide } from './decide.ts';
import type { Facts } from './facts.ts';
import { OPEN_MODE } from './room-mode.ts';

const NOW = new Date('2026-11-22T18:00:00Z');
const YEAR_MS = 366 * 24 * 60 * 60_000;

const old = (changeMinutes: number): Facts => ({
  settings: EventSettings.parse({ changeMinutes }),
  account: { id: 'alice', name: 'Alice' },
  participation: { status: 'attending', role: 'participant', bannedAt: null },
  earlier: null,
  target: {
    seq: 1,
    authorId: 'alice',
    content: 'hello',
    createdAt: new Date(NOW.getTime() - YEAR_MS),
    deletedAt: null,
    preview: null,
  },
  subject: null,
  mode: OPEN_MODE,
  now: NOW,
});

test('[CHANGE-2] a refusal says in words for how long one may change messages', () => {
  const draft = { eventId: 'e', actorId: 'alice', messageId: 'm' };
  const refusalOf = (minutes: number) => {
    const verdict = decide({ ...draft, kind: 'message-deleted' }, old(minutes));
    return verdict.ok ? null : verdict.error.message.replace(/.* for (.*) only\.$/, '$1');
  };
  expect([1, 15, 60, 90, 120, 1_440, 2_880].map(refusalOf)).toEqual([
    '1 minute',
    '15 minutes',
    '1 hour',
    '90 minutes',
    '2 hours',
    '1 day',
    '2 days',
  ]);
});

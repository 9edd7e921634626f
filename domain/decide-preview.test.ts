import { expect, test } from 'vitest';

import { EventSettings } from '../protocol/rest.ts';
import { decide } from './decide.ts';
import type { Facts, Target } from './facts.ts';
import { OPEN_MODE } from './room-mode.ts';

const NOW = new Date('2026-11-22T18:00:00Z');
const url = 'https://example.com/';

const facts = (
  target: Partial<Target> | null,
  settings: object = { linkPreviews: true },
): Facts => ({
  settings: EventSettings.parse(settings),
  account: null,
  participation: null,
  earlier: null,
  target: target && {
    seq: 1,
    authorId: 'alice',
    content: url,
    createdAt: NOW,
    deletedAt: null,
    preview: null,
    ...target,
  },
  subject: null,
  mode: OPEN_MODE,
  now: NOW,
});

const draft = {
  kind: 'preview',
  eventId: 'e',
  actorId: 'alice',
  messageId: 'm',
  preview: { url, title: 'A page', description: 'of plums' },
} as const;

test('[LINK-1] a preview that comes too late, or does not fit, is no entry', () => {
  const becomes = (known: Facts) => {
    const verdict = decide(draft, known);
    return verdict.ok ? verdict.value.type : verdict.error.code;
  };
  expect(becomes(facts({}))).toBe('append');
  expect(becomes(facts({ preview: { url: 'https://other.example/', isShown: true } }))).toBe(
    'append',
  );
  const filter = { linkPreviews: true, contentFilter: { enabled: true, extraWords: ['plums'] } };
  for (const late of [
    facts({}, {}),
    facts(null),
    facts({ content: '', deletedAt: NOW }),
    facts({ content: 'https://other.example' }),
    facts({ preview: { url, isShown: true } }),
    facts({ preview: { url, isShown: false } }),
    facts({}, filter),
  ]) {
    expect(becomes(late)).toBe('unchanged');
  }
});

import { describe, expect, test } from 'vitest';

import { changedDetails, newEventDetails, refuseDeletion, type EventDetails } from './events.ts';

const details: EventDetails = {
  title: 'Meetup',
  description: 'Come',
  startsAt: new Date('2030-01-01T10:00:00Z'),
  endsAt: new Date('2030-01-01T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  place: 'Hall',
  imageUrl: null,
  settings: {
    contentFilter: { enabled: true, extraWords: ['spam'] },
    changeMinutes: 15,
    linkPreviews: false,
    approvesQuestions: false,
  },
};

describe('changedDetails', () => {
  test('[EVENT-2] what is not given stays, null and empty text clear', () => {
    const changed = changedDetails(details, { title: 'New', description: null, place: '' });
    expect(changed).toEqual({
      ok: true,
      value: { ...details, title: 'New', description: null, place: null },
    });
  });

  test('[EVENT-2] settings that are not given stay', () => {
    const changed = changedDetails(details, { settings: {} });
    expect(changed).toEqual({ ok: true, value: details });
  });

  test.each([
    ['an end moved before the start', { endsAt: '2030-01-01T09:59:59Z' }, false],
    ['a start moved behind the end', { startsAt: '2030-01-01T12:00:01Z' }, false],
    ['both moved', { startsAt: '2031-01-01T10:00:00Z', endsAt: '2031-01-01T11:00:00Z' }, true],
    ['an end at the start', { endsAt: '2030-01-01T10:00:00Z' }, true],
    ['another offset', { endsAt: '2030-01-01T12:30:00+02:00' }, true],
    ['no end', { startsAt: '2032-01-01T10:00:00Z', endsAt: null }, true],
  ])('[EVENT-3] %s', (_what, change, isAllowed) => {
    expect(changedDetails(details, change).ok).toBe(isAllowed);
  });
});

test('[EVENT-3] a new event that ends before it starts is refused', () => {
  const times = { startsAt: '2030-01-01T10:00:00Z', endsAt: '2030-01-01T09:00:00Z' };
  expect(newEventDetails({ title: 'x', ...times })).toMatchObject({
    ok: false,
    error: { code: 'invalid' },
  });
});

test('[EVENT-4] an organiser may delete, also one who no longer takes part', () => {
  const organiser = { status: null, role: 'organiser', bannedAt: null } as const;
  expect(refuseDeletion(organiser)).toBeNull();
  expect(refuseDeletion({ ...organiser, role: 'moderator' })?.code).toBe('forbidden');
  expect(refuseDeletion(null)?.code).toBe('forbidden');
});

import { expect, test } from 'vitest';

import type { Event } from '../protocol/rest.ts';
import { withParticipation } from './participation-change.ts';

const event: Event = {
  id: 'e1',
  title: 'Meeting',
  description: null,
  startsAt: '2026-11-22T18:00:00.000Z',
  endsAt: null,
  timeZone: null,
  place: null,
  imageUrl: null,
  createdBy: 'bob',
  attendingCount: 2,
  interestedCount: 1,
  participation: null,
};

test('[CLIENT-25] a change of participation shows at once in status and counts', () => {
  const attending = withParticipation(event, 'attending');
  expect(attending).toMatchObject({
    participation: { status: 'attending', role: 'participant' },
    attendingCount: 3,
    interestedCount: 1,
  });
  const interested = withParticipation(attending, 'interested');
  expect(interested).toMatchObject({ attendingCount: 2, interestedCount: 2 });
  expect(withParticipation(interested, null)).toEqual(event);
});

import { expect, test } from 'vitest';

import { draftProblems, emptyDraft, toDraft, toNewEvent } from './event-draft.ts';

const startsAt = new Date('2026-11-28T18:00:00Z');
const draft = { ...emptyDraft(), title: 'Meetup', startsAt };

test('[APP-7] the form asks for a title and a start, and for an end that is not before it', () => {
  expect(Object.keys(draftProblems(emptyDraft()))).toEqual(['title', 'startsAt']);
  expect(draftProblems(draft)).toEqual({});
  const endsAt = new Date('2026-11-28T17:59:00Z');
  expect(draftProblems({ ...draft, endsAt })).toHaveProperty('endsAt');
});

test('[APP-7] what is left empty is sent as nothing, and the words of the filter one by one', () => {
  const filterWords = 'spoiler, big secret\nspoiler,,';
  const event = toNewEvent({ ...draft, place: '  ', filterOn: true, filterWords });
  expect(event).toMatchObject({ startsAt: '2026-11-28T18:00:00.000Z', endsAt: null, place: null });
  expect(event?.settings?.contentFilter).toEqual({
    enabled: true,
    extraWords: ['spoiler', 'big secret'],
  });
});

test('[APP-7] an event that was not changed in the form is sent as it was', () => {
  const event = {
    id: 'e',
    title: 'Meetup',
    description: null,
    startsAt: startsAt.toISOString(),
    endsAt: null,
    timeZone: 'Asia/Tokyo',
    place: 'Room 4',
    imageUrl: null,
    createdBy: 'u',
    attendingCount: 1,
    interestedCount: 0,
    participation: null,
    settings: {
      contentFilter: { enabled: true, extraWords: ['a', 'b'] },
      changeMinutes: 30,
      linkPreviews: true,
      approvesQuestions: true,
    },
  };
  expect(event).toMatchObject(toNewEvent(toDraft(event)) ?? {});
});

import { expect, test } from 'vitest';

import { after, joinedAt, live, pageOf } from '../tests/harness/room-inputs.ts';
import { toEventRoomState } from './event-room.ts';
import type { EventRoom, EventRoomInput } from './event-room.ts';

const preview = { url: 'https://example.com/', title: 'A page' };

const previewsIn = (room: EventRoom): readonly (string | undefined)[] | null => {
  const state = toEventRoomState(room);
  return state.status === 'refused'
    ? null
    : state.timeline.map((item) =>
        item.kind === 'sent' ? item.message.preview?.title : undefined,
      );
};

const change = (seq: number, more: object): EventRoomInput => ({
  type: 'message-changed',
  notice: { eventId: 'e1', messageId: 'm1', seq, after: seq - 1, ...more } as never,
});
const previewed = (seq: number) => change(seq, { preview });
const edited = (seq: number, content: string) =>
  change(seq, { content, userId: 'bob', editedAt: '2030-01-01T00:00:00.000Z' });

test('[LINK-12] a message has its preview until it is taken away, or its text or its link is', () => {
  const room = after([previewed(4)], live());
  expect(previewsIn(room)?.[0]).toBe('A page');
  expect(previewsIn(after([change(5, {})], room))?.[0]).toBeUndefined();
  expect(previewsIn(after([edited(5, 'still https://example.com')], room))?.[0]).toBe('A page');
  expect(previewsIn(after([edited(5, 'https://other.example')], room))?.[0]).toBeUndefined();
  const deleted = change(5, { userId: 'bob', deletedAt: '2030-01-01T00:00:00.000Z' });
  expect(previewsIn(after([deleted], room))?.[0]).toBeUndefined();
  expect(previewsIn(after([deleted, previewed(6)], room))?.[0]).toBeUndefined();
});

test('[LINK-12] a page of the history that is older than a preview, or than its end, does not undo it', () => {
  const page = (messages: object) => ({
    type: 'newest-page' as const,
    page: { ...pageOf([1], 3), ...messages },
  });
  const plain = page({});
  expect(previewsIn(after([joinedAt(3), previewed(4), plain]))).toEqual(['A page']);
  const [message] = pageOf([1], 3).messages;
  const with1 = page({ messages: [{ ...message, preview }] });
  expect(previewsIn(after([joinedAt(3), with1]))).toEqual(['A page']);
  expect(previewsIn(after([joinedAt(3), change(4, {}), with1]))).toEqual([undefined]);
});

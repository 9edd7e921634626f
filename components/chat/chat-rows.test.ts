import { expect, test } from 'vitest';

import type { Stretch } from '../../lib/event-room.ts';

import { type ChatMessage, chatRows, countNewer } from './chat-rows.ts';

const at = (key: string, userId: string, createdAt: Date): ChatMessage => ({
  key,
  id: key,
  seq: createdAt.getTime(),
  userId,
  userName: userId,
  userImage: undefined,
  content: key,
  createdAt,
  editedAt: undefined,
  isDeleted: false,
  files: [],
  reactions: [],
  delivery: { state: 'sent' },
});
const noon = (minute: number, day = 1) => new Date(2026, 10, day, 12, minute);

const shape = (messages: readonly ChatMessage[], newIn: Stretch | null = null) =>
  chatRows(messages, 'bob', newIn).map((row) =>
    row.type !== 'message'
      ? row.type
      : `${row.startsGroup ? '[' : ''}${row.key}${row.isOwn ? '*' : ''}${row.endsGroup ? ']' : ''}`,
  );

test('[APP-8] a separator stands before the first message of each day', () => {
  const messages = [
    at('a', 'bob', noon(0)),
    at('b', 'bob', noon(0, 2)),
    at('c', 'bob', noon(1, 2)),
  ];
  expect(shape(messages)).toEqual(['day', '[a*]', 'day', '[b*', 'c*]']);
});

test('[APP-9] what one person writes within five minutes is one group', () => {
  const messages = [
    at('a', 'alice', noon(0)),
    at('b', 'alice', noon(5)),
    at('c', 'alice', noon(11)),
    at('d', 'bob', noon(11)),
    at('e', 'alice', noon(12)),
  ];
  expect(shape(messages)).toEqual(['day', '[a', 'b]', '[c]', '[d*]', '[e]']);
});

test('[READ-21] a line stands before the first message of somebody else that was new, and begins a group', () => {
  const after = (minute: number) => noon(minute).getTime();
  const messages = [
    at('a', 'alice', noon(0)),
    at('b', 'bob', noon(1)),
    { ...at('c', 'alice', noon(2)), isDeleted: true },
    at('d', 'alice', noon(3)),
    at('e', 'alice', noon(4)),
  ];
  const stretch = { after: after(0), upTo: after(3) };
  expect(shape(messages, stretch)).toEqual(['day', '[a]', '[b*]', '[c]', 'new', '[d', 'e]']);
  expect(shape(messages, { after: after(3), upTo: after(3) })).not.toContain('new');
  expect(shape(messages, { after: 0, upTo: after(9) }).indexOf('new')).toBe(1);
  expect(shape(messages)).not.toContain('new');
});

test('[APP-10] the button to the latest message counts what others wrote since one scrolled away', () => {
  const messages = [at('a', 'alice', noon(0)), at('b', 'bob', noon(1)), at('c', 'alice', noon(2))];
  expect(countNewer(messages, 'a', 'bob')).toBe(1);
  expect(countNewer(messages, 'c', 'bob')).toBe(0);
  expect(countNewer(messages, 'gone', 'bob')).toBe(0);
  expect(countNewer(messages, null, 'bob')).toBe(0);
});

import { expect, test } from 'vitest';

import { type ChatMessage, chatRows, countNewer } from './chat-rows.ts';

const at = (key: string, userId: string, createdAt: Date): ChatMessage => ({
  key,
  id: key,
  userId,
  userName: userId,
  userImage: undefined,
  content: key,
  createdAt,
  editedAt: undefined,
  isDeleted: false,
  reactions: [],
  delivery: { state: 'sent' },
});
const noon = (minute: number, day = 1) => new Date(2026, 10, day, 12, minute);

const shape = (messages: readonly ChatMessage[]) =>
  chatRows(messages, 'bob').map((row) =>
    row.type === 'day'
      ? 'day'
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

test('[APP-10] the button to the latest message counts what others wrote since one scrolled away', () => {
  const messages = [at('a', 'alice', noon(0)), at('b', 'bob', noon(1)), at('c', 'alice', noon(2))];
  expect(countNewer(messages, 'a', 'bob')).toBe(1);
  expect(countNewer(messages, 'c', 'bob')).toBe(0);
  expect(countNewer(messages, 'gone', 'bob')).toBe(0);
  expect(countNewer(messages, null, 'bob')).toBe(0);
});

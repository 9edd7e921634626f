import { expect, test } from 'vitest';

import type { LogEntry } from '../../domain/log.ts';
import { Ring, type Recent } from './ring.ts';

const placed = (seq: number) => ({
  eventId: 'event',
  seq,
  actorId: 'author',
  createdAt: new Date(seq),
});
const edit = (seq: number, messageId = 'deleted', content = `words of ${seq}`): LogEntry => ({
  ...placed(seq),
  kind: 'message-edited',
  id: `edit-${seq}`,
  messageId,
  content,
});
const emptied: LogEntry = {
  ...placed(1),
  kind: 'message',
  id: 'deleted',
  userName: 'Author',
  content: '',
  deletedAt: new Date(9),
};
const toItem = (entry: LogEntry): Recent => ({ entry, isForOrganisers: false, frames: {} });
const wordsIn = (ring: Ring) =>
  ring.after(1, 10)?.map(({ entry }) => ('content' in entry ? entry.content : null));

test('[CHANGE-6] once a node has read a message as deleted, neither an edit that it kept nor one on its way has its words', () => {
  const ring = new Ring(1);
  ring.push(toItem(edit(2)), 0);
  ring.push(toItem(edit(3, 'another')), 0);
  const before = ring.version;
  ring.learn([emptied, edit(2)]);
  expect(ring.version).not.toBe(before);
  ring.push(toItem(edit(4)), 0);
  ring.push(toItem(edit(5, 'another')), 0);
  expect(wordsIn(ring)).toEqual(['', 'words of 3', '', 'words of 5']);
});

test('[CHANGE-6] of what was read as deleted it remembers no more than of what it keeps', () => {
  const ring = new Ring(1);
  const others = Array.from({ length: 256 }, (_, n) => ({ ...emptied, id: `other ${n}` }));
  ring.learn([emptied, ...others]);
  ring.push(toItem(edit(2)), 0);
  ring.push(toItem(edit(3, 'other 0')), 0);
  expect(wordsIn(ring)).toEqual(['words of 2', '']);
});

test('[CHANGE-6] what is kept without its words counts without them', () => {
  const ring = new Ring(1);
  ring.learn([emptied]);
  const long = 'x'.repeat(4_000);
  for (let seq = 2; seq <= 101; seq += 1) ring.push(toItem(edit(seq, 'deleted', long)), seq);
  expect(ring.after(1, 100)).toHaveLength(100);
});

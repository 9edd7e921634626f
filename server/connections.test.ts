import { expect, test } from 'vitest';

import { Connections } from './connections.ts';

/** What is used of Socket.IO's adapter. */
function setScene() {
  const adapter = { addAll: () => {}, delAll: (_id: string): void => {} };
  const connections = new Connections({ of: () => ({ adapter }) } as never);
  return { connections, end: (id: string) => adapter.delAll(id) };
}

test('[CONN-6] the sockets of a session are known until each has ended, and nobody else’s', () => {
  const { connections, end } = setScene();
  for (const [id, sessionId] of [
    ['a1', 'phone'],
    ['a2', 'phone'],
    ['a3', 'laptop'],
  ] as const) {
    connections.hold(id, { userId: 'alice', sessionId });
  }
  connections.hold('b1', { userId: 'bob', sessionId: 'tablet' });
  expect(connections.ofSession('phone')).toEqual(['a1', 'a2']);
  expect(connections.countOf('alice')).toBe(3);
  expect(connections.ofPerson('alice')).toEqual(['a1', 'a2', 'a3']);
  for (const id of ['a1', 'a1', 'unknown']) end(id);
  expect(connections.ofSession('phone')).toEqual(['a2']);
  expect(connections.countOf('alice')).toBe(2);
  for (const id of ['a2', 'a3']) end(id);
  expect(['phone', 'laptop', 'tablet'].map((id) => connections.ofSession(id))).toEqual([
    [],
    [],
    ['b1'],
  ]);
  expect([connections.countOf('alice'), connections.countOf('bob')]).toEqual([0, 1]);
  expect([connections.ofPerson('alice'), connections.ofPerson('bob')]).toEqual([[], ['b1']]);
});

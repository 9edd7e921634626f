import { expect, test } from 'vitest';

import { startStack } from '../harness/stack.ts';

test('[ROOM-1] two people in one room get each others messages, and their own', async () => {
  await using stack = await startStack();
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.joined(await stack.participant('Bob'));

  const sent = await alice.request('send-message', { eventId: stack.eventId, content: ' hello ' });
  await stack.settle(alice, bob);

  expect(sent).toMatchObject({ ok: true, value: { content: 'hello', seq: 3, userName: 'Alice' } });
  for (const device of [alice, bob]) {
    expect(device.of('new-message')).toMatchObject([{ content: 'hello', seq: 3, after: 2 }]);
  }
});

import { expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { say, texts } from '../harness/say.ts';
import { startStack, waitUntil, type Stack } from '../harness/stack.ts';

const join = async (device: Device, payload: object) => {
  const answer = await device.request('join-event', payload);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};

/** As a restore from a backup leaves it: the newest entries are gone. */
async function loseTail({ database: { db }, eventId }: Stack, seq: number): Promise<void> {
  await db.deleteFrom('message').where('event_id', '=', eventId).where('seq', '>', seq).execute();
  await db.deleteFrom('log_entry').where('event_id', '=', eventId).where('seq', '>', seq).execute();
  await db
    .updateTable('event_log_head')
    .set({ head_seq: seq })
    .where('event_id', '=', eventId)
    .execute();
}

/** Two clients of ours on different nodes, in a room with five messages. */
async function scene(stack: Stack) {
  const alice = await stack.participant('Alice');
  const devices = [
    await stack.joined(alice, { v1: true }),
    await stack.joined(await stack.participant('Bob'), { v1: true, node: 1 }),
  ];
  await say(stack, alice, texts(5));
  await stack.settle(...devices);
  const [first] = devices;
  if (first === undefined) throw new Error('nobody is there');
  const { seq, epoch } = await join(first, { eventId: stack.eventId });
  return { alice, devices, seq, epoch };
}

const reconnected = (device: Device): Promise<void> => {
  let is = false;
  device.socket.once('disconnect', () => device.socket.once('connect', () => void (is = true)));
  return waitUntil(() => is, 'the reconnection', 15_000);
};

test('[ROOM-20] a log that has lost its tail is another log to everybody who has read it', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { alice, devices, seq, epoch } = await scene(stack);
  const back = devices.map(reconnected);
  await loseTail(stack, seq - 3);
  await Promise.all(back);
  await say(stack, alice, ['in the new log']);
  for (const device of devices) {
    const answer = await join(device, { eventId: stack.eventId, afterSeq: seq, epoch });
    expect(answer).toMatchObject({ mode: 'resync' });
    expect(answer.epoch).not.toBe(epoch);
  }
});

test('[ROOM-20] another database than before renews all logs', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { devices, seq, epoch } = await scene(stack);
  const back = devices.map(reconnected);
  await stack.database.db.updateTable('log_timeline').set({ timeline_id: 1_000 }).execute();
  await Promise.all(back);
  for (const device of devices) {
    const place = { eventId: stack.eventId, afterSeq: seq, epoch };
    expect(await join(device, place)).toMatchObject({ mode: 'resync', seq });
  }
});

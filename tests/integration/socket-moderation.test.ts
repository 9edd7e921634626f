import { expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack, type TestPerson } from '../harness/stack.ts';

const seqs = (device: Device): readonly number[] =>
  device.notices.flatMap(({ args }) => {
    const [payload] = args as [{ seq?: unknown }?];
    return typeof payload?.seq === 'number' ? [payload.seq] : [];
  });

const send = (device: Device, eventId: string, content: string) =>
  device.request('send-message', { eventId, content });

/** Mo moderates, Olga organises, on two nodes; Bob has three devices, of all kinds, on both. */
async function openRoom(stack: Stack) {
  const olga = await stack.joined(await stack.participant('Olga', { role: 'organiser' }), {
    v1: true,
  });
  const mo = await stack.joined(await stack.participant('Mo', { role: 'moderator' }), {
    v1: true,
    node: 1,
  });
  const bob = await stack.participant('Bob');
  const devices = [
    await stack.joined(bob, { v1: true }),
    await stack.joined(bob, { v1: true, node: 1 }),
    await stack.joined(bob, { node: 1 }),
  ];
  return { olga, mo, bob, devices };
}

test('[MOD-4] [MOD-5] a ban ends everything in its place of the log, on all devices of all nodes, and says why', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { olga, mo, bob, devices } = await openRoom(stack);
  // A flood while the ban comes: what is before it reaches Bob, nothing at or behind it.
  const flood = Array.from({ length: 60 }, (_, index) =>
    stack.app.append({
      kind: 'message',
      eventId,
      id: `flood-${index}`,
      author: { id: 'host', name: 'Host' },
      content: `line ${index}`,
      importedAt: new Date(),
    }),
  );
  const banned = await mo.request('ban', { eventId, userId: bob.id, reason: 'spam' });
  if (!banned.ok) throw new Error(banned.error.message);
  const { seq = 0 } = banned.value;
  await Promise.all(flood);
  await send(olga, eventId, 'after');
  await stack.settle(olga, mo, ...devices);
  for (const device of devices) expect(Math.max(0, ...seqs(device))).toBeLessThan(seq);
  const [first, second, seedling] = devices;
  for (const device of [first, second]) {
    expect(device?.of('room-closed')).toEqual([
      { eventId, reason: 'removed', isBanned: true, because: 'spam' },
    ]);
  }
  expect(seedling?.of('error')).toMatchObject([
    { code: 'forbidden', message: expect.stringContaining('spam') },
  ]);
  expect(olga.of('user-left')).toMatchObject([{ userId: bob.id, status: 'removed', seq }]);

  // Neither by another request, nor by coming back, nor on a new connection.
  const late = await stack.connect(bob, { v1: true });
  for (const answer of [
    await late.request('join-event', { eventId }),
    await send(late, eventId, 'me again'),
    await late.request('set-room-mode', { eventId, slowSeconds: 0 }),
  ]) {
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  }
  await expect(stack.setStatus(bob, 'attending')).rejects.toThrow('banned');
  expect(await mo.request('ban', { eventId, userId: bob.id })).toEqual({
    ok: true,
    value: { eventId, userId: bob.id },
  });

  expect(await mo.request('unban', { eventId, userId: bob.id })).toMatchObject({ ok: true });
  await stack.setStatus(bob, 'attending');
  expect(await late.request('join-event', { eventId })).toMatchObject({ ok: true });
});

test('[MOD-3] who is removed is out at once and may come back, without the role that they had', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { olga, mo } = await openRoom(stack);
  const [userId = ''] = await participantsOf(stack, 'moderator');
  expect(await olga.request('remove', { eventId, userId })).toMatchObject({ ok: true });
  await waitUntil(() => mo.of('room-closed').length > 0, 'Mo to be put out');
  expect(mo.of('room-closed')).toEqual([{ eventId, reason: 'removed' }]);
  await stack.setStatus({ id: userId, name: 'Mo' }, 'attending');
  expect(await mo.request('join-event', { eventId })).toMatchObject({
    ok: true,
    value: { role: 'participant', standing: { role: 'participant' } },
  });
});

const participantsOf = async ({ database, eventId }: Stack, role: string): Promise<string[]> => {
  const rows = await database.db
    .selectFrom('participation')
    .select(['user_id', 'role'])
    .where('event_id', '=', eventId)
    .execute();
  return rows.filter((row) => row.role === role).map((row) => row.user_id);
};

test('[MOD-1] [MOD-2] [CHEER-1] a mute holds from its place on, on every node, and is told; then one may speak again', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { olga, mo, bob, devices } = await openRoom(stack);
  const [own, other, seedling] = devices as [Device, Device, Device];
  const hello = await send(own, eventId, 'hello');
  const muted = await mo.request('mute', { eventId, userId: bob.id, forSeconds: 600 });
  expect(muted).toMatchObject({ ok: true });
  const refused = await send(other, eventId, 'still here');
  expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden', retryable: false } });
  const waitMs = refused.ok ? 0 : (refused.error.retryAfterMs ?? 0);
  expect(waitMs).toBeGreaterThan(590_000);
  expect(waitMs).toBeLessThanOrEqual(600_000);
  const messageId = hello.ok ? hello.value.id : '';
  expect(await own.request('edit-message', { eventId, messageId, content: 'hm' })).toMatchObject({
    error: { code: 'forbidden', retryAfterMs: expect.any(Number) },
  });
  await waitUntil(() => own.of('participant-changed').length > 0, 'Bob to be told');
  expect(await own.request('typing', { eventId })).toMatchObject({ error: { code: 'forbidden' } });
  expect(await own.request('cheer', { eventId, emoji: '👏' })).toMatchObject({
    error: { code: 'forbidden', retryAfterMs: expect.any(Number) },
  });
  await stack.settle(own, seedling, olga);
  const [notice] = own.of('participant-changed');
  expect(notice).toMatchObject({
    eventId,
    userId: bob.id,
    role: 'participant',
    seq: muted.ok && muted.value.seq,
  });
  expect(seedling.of('participant-changed')).toEqual([]);
  const again = await stack.joined(bob, { v1: true });
  const answer = await again.request('join-event', { eventId });
  expect(answer).toMatchObject({ value: { standing: { mutedUntil: notice?.mutedUntil } } });

  expect(await mo.request('mute', { eventId, userId: bob.id, forSeconds: 0 })).toMatchObject({
    ok: true,
  });
  expect(await send(own, eventId, 'thanks')).toMatchObject({ ok: true });
  // Applause is asked of the room on Bob's node, which follows the log: it holds there once he has been told.
  await waitUntil(() => own.of('participant-changed').length > 1, 'Bob to be told again');
  expect(await own.request('cheer', { eventId, emoji: '👏' })).toMatchObject({ ok: true });
  expect(await stack.storedMessages()).toEqual(['hello', 'thanks']);
});

test('[MODE-1] [MODE-2] [MODE-4] freeze and slow mode hold from their place on, on every node, and are told', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { mo, bob, devices } = await openRoom(stack);
  const [own, other] = devices as [Device, Device];
  expect(await own.request('set-room-mode', { eventId, isFrozen: true })).toMatchObject({
    error: { code: 'forbidden' },
  });
  expect(await mo.request('set-room-mode', { eventId, isFrozen: true })).toMatchObject({
    ok: true,
  });
  expect(await send(other, eventId, 'one')).toMatchObject({
    error: { code: 'forbidden', message: expect.stringContaining('frozen') },
  });
  expect(await send(mo, eventId, 'two')).toMatchObject({ ok: true });
  const slow = { eventId, isFrozen: false, slowSeconds: 21_600 };
  expect(await mo.request('set-room-mode', slow)).toMatchObject({ ok: true });
  expect(await mo.request('set-room-mode', { eventId, slowSeconds: 21_601 })).toMatchObject({
    error: { code: 'invalid' },
  });
  const [first, second] = await Promise.all([
    send(own, eventId, 'three'),
    send(other, eventId, 'four'),
  ]);
  const [won, lost] = first.ok ? [first, second] : [second, first];
  expect(won.ok).toBe(true);
  // Exactly as long as it is since the message, by the database's clock.
  const waitMs = lost.ok ? 0 : (lost.error.retryAfterMs ?? 0);
  expect(lost).toMatchObject({ error: { code: 'rate-limited', retryable: true } });
  expect(waitMs).toBeGreaterThan(21_590_000);
  expect(waitMs).toBeLessThanOrEqual(21_600_000);
  await waitUntil(() => own.of('room-mode-changed').length === 2, 'the modes to be told');
  expect(
    own.of('room-mode-changed').map(({ isFrozen, slowSeconds }) => [isFrozen, slowSeconds]),
  ).toEqual([
    [true, 0],
    [false, 21_600],
  ]);
  const late = await stack.connect(bob, { v1: true, node: 1 });
  expect(await late.request('join-event', { eventId })).toMatchObject({
    value: {
      standing: {
        isFrozen: false,
        slowSeconds: 21_600,
        saidAt: won.ok && won.value.createdAt,
        now: expect.stringMatching(/Z$/),
      },
    },
  });
  await mo.request('set-room-mode', { eventId, slowSeconds: 0 });
  expect(await send(other, eventId, 'five')).toMatchObject({ ok: true });
});

test('[ROLE-3] [ROLE-5] an organiser hands over in one request, and the rights are the new one’s at once', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { eventId } = stack;
  const { olga, mo } = await openRoom(stack);
  const [moId = ''] = await participantsOf(stack, 'moderator');
  const [olgaId = ''] = await participantsOf(stack, 'organiser');
  const own = { eventId, userId: olgaId, role: 'participant' };
  expect(await olga.request('set-role', own)).toMatchObject({ error: { code: 'forbidden' } });
  const handed = { eventId, userId: moId, role: 'organiser', handOver: true };
  expect(await olga.request('set-role', handed)).toMatchObject({ ok: true });
  expect(await olga.request('set-role', handed)).toMatchObject({ error: { code: 'forbidden' } });
  expect(await participantsOf(stack, 'organiser')).toEqual([moId]);
  await waitUntil(() => mo.of('participant-changed').length === 2, 'both roles to be told');
  expect(mo.of('participant-changed').map(({ userId, role }) => [userId, role])).toEqual([
    [moId, 'organiser'],
    [olgaId, 'participant'],
  ]);
  expect(await mo.request('mute', { eventId, userId: olgaId, forSeconds: 10 })).toMatchObject({
    ok: true,
  });
  // Two who step down at the same time: one of them stays.
  await mo.request('set-role', { eventId, userId: olgaId, role: 'organiser' });
  const down = (device: Device, userId: string) =>
    device.request('set-role', { eventId, userId, role: 'participant' });
  const both = await Promise.all([down(mo, moId), down(olga, olgaId)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await participantsOf(stack, 'organiser')).toHaveLength(1);
});

test('[MOD-5] who is banned while they join gets nothing from the ban on', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const mo = await stack.joined(await stack.participant('Mo', { role: 'moderator' }), { v1: true });
  for (let round = 0; round < 8; round += 1) {
    const bob: TestPerson = await stack.participant(`Bob ${round}`);
    const device = await stack.connect(bob, { v1: true });
    const joining = device.request('join-event', { eventId, afterSeq: 1 });
    const banned = await mo.request('ban', { eventId, userId: bob.id });
    const joined = await joining;
    await send(mo, eventId, `round ${round}`);
    await stack.settle(mo, device);
    const seq = banned.ok ? (banned.value.seq ?? 0) : 0;
    expect(Math.max(0, ...seqs(device))).toBeLessThan(seq);
    if (joined.ok) expect(device.of('room-closed')).toHaveLength(1);
  }
});

import { expect, test } from 'vitest';

import { provideBackend } from '../../lib/api/load-backend.ts';
import { broadcastNewMessage, broadcastParticipationUpdate } from '../../lib/socket-broadcast.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { createEvent, enterAsGuest, type ApiPerson } from '../harness/api-person.ts';
import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack } from '../harness/stack.ts';

interface World extends AsyncDisposable {
  readonly api: TestApi;
  readonly stack: Stack;
  readonly alice: ApiPerson;
  readonly eventId: string;
  /** Alice's device, in the room. */
  readonly device: Device;
}

/** The API and a socket server as they run: two writers that share a database and nothing else. */
async function start(): Promise<World> {
  const stack = await startStack();
  const api = await startApi({ database: stack.database });
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const device = await connect(stack, alice);
  const joined = await device.request('join-event', { eventId });
  if (!joined.ok) throw new Error(joined.error.message);
  return {
    api,
    stack,
    alice,
    eventId,
    device,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await stack[Symbol.asyncDispose]();
    },
  };
}

const connect = (stack: Stack, { id, name, token }: ApiPerson): Promise<Device> =>
  stack.connect({ id, name, token, sessionId: '' }, { v1: true });

const told = (device: Device, name: Parameters<Device['of']>[0], count = 1): Promise<void> =>
  waitUntil(() => device.of(name).length >= count, `${name} to come`);

test('[REST-9] a message sent over HTTP reaches the room, once', async () => {
  await using world = await start();
  const { alice, device, eventId } = world;
  const sent = await alice.send('POST', `/api/events/${eventId}/messages`, { content: 'hello' });
  await told(device, 'new-message');
  await device.settle();
  expect(device.of('new-message')).toEqual([{ ...sent.body, after: 1 }]);
});

test('[REST-9] who comes, changes and goes over HTTP is told to the room', async () => {
  await using world = await start();
  const { api, device, eventId } = world;
  const bob = await enterAsGuest(api, 'Bob');
  const path = `/api/events/${eventId}/participation`;
  for (const status of ['attending', 'interested', null]) await bob.send('PUT', path, { status });
  await told(device, 'user-left');
  expect(device.of('user-joined')).toMatchObject([
    { userId: bob.id, status: 'attending', user: { id: bob.id, name: 'Bob' } },
    { userId: bob.id, status: 'interested' },
  ]);
  expect(device.of('user-left')).toMatchObject([{ userId: bob.id, status: 'left' }]);
});

test('[REST-9] a change of the event, and its end, are told to the room', async () => {
  await using world = await start();
  const { alice, device, eventId } = world;
  await alice.send('PATCH', `/api/events/${eventId}`, { title: 'New' });
  await told(device, 'event-updated');
  await alice.send('DELETE', `/api/events/${eventId}`);
  await told(device, 'room-closed');
  expect(device.of('room-closed')).toEqual([{ eventId, reason: 'event-deleted' }]);
});

test('[REST-9] a deleted account leaves the room and loses its sockets', async () => {
  await using world = await start();
  const { api, stack, device, eventId } = world;
  const bob = await enterAsGuest(api, 'Bob');
  await bob.send('PUT', `/api/events/${eventId}/participation`, { status: 'attending' });
  const ofBob = await connect(stack, bob);
  const gone = new Promise((resolve) => ofBob.socket.once('disconnect', resolve));
  await bob.send('POST', '/api/auth/delete-user', {});
  await told(device, 'user-left');
  await gone;
  expect(device.of('user-left')).toMatchObject([{ userId: bob.id }]);
});

test('[CAST-1] what another back end broadcasts reaches the room, once', async () => {
  await using world = await start();
  const { api, device, eventId } = world;
  provideBackend(api.backend);
  const john = { id: 'user123', name: 'John' };
  const message = {
    id: 'msg123',
    eventId,
    userId: 'user123',
    content: 'Hello!',
    userName: 'John',
    createdAt: new Date().toISOString(),
  };
  for (let times = 0; times < 2; times += 1) {
    await broadcastParticipationUpdate(eventId, 'user123', 'attending', john);
    await broadcastNewMessage(message);
  }
  await broadcastParticipationUpdate(eventId, 'user123', null, john);
  provideBackend(undefined);
  await told(device, 'user-left');
  expect(device.of('user-joined')).toMatchObject([{ userId: 'user123', status: 'attending' }]);
  expect(device.of('new-message')).toMatchObject([message]);
});

test('[READ-9] a reading position that moves over HTTP is told to the person’s devices', async () => {
  await using world = await start();
  const { alice, device, eventId } = world;
  await alice.send('PUT', `/api/events/${eventId}/unread`, { seq: 1 });
  await told(device, 'reading-changed');
  expect(device.of('reading-changed')).toEqual([{ eventId, readSeq: 0, unread: 0, isBack: true }]);
});

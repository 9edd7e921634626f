import { Client } from 'pg';
import { expect, test, vi } from 'vitest';

import { startApi } from '../harness/api.ts';
import type { Device } from '../harness/device.ts';
import { eventually } from '../harness/own-client.ts';
import { startStack } from '../harness/stack.ts';

const send = (device: Device, eventId: string, content: string, more: object = {}) =>
  device.request('send-message', { eventId, content, ...more });

test('[MENTION-10] who is in a mentioned group is told at once on devices outside the room, on any node, by socket and by REST; nobody else is', async () => {
  await using stack = await startStack({ nodes: 2 });
  await using api = await startApi({ database: stack.database });
  const { eventId } = stack;
  const boss = await stack.participant('Boss', { role: 'organiser' });
  const [mo, bob, named, gone] = [
    await stack.participant('Mo', { role: 'moderator' }),
    await stack.participant('Bob', { status: 'interested' }),
    await stack.participant('Named'),
    await stack.participant('Gone'),
  ];
  await stack.setStatus(gone, null);
  const inside = await stack.joined(boss, { v1: true });
  const v1 = { v1: true } as const;
  const outside = {
    boss: await stack.connect(boss, v1),
    mo: await stack.connect(mo, { ...v1, node: 1 }),
    bob: await stack.connect(bob, v1),
    bobThere: await stack.connect(bob, { ...v1, node: 1 }),
    named: await stack.connect(named, v1),
    gone: await stack.connect(gone, v1),
    stranger: await stack.connect(await stack.person('Stranger'), { ...v1, node: 1 }),
    seedling: await stack.connect(bob),
  };
  const bobInside = await stack.joined(bob, v1);
  const told = () =>
    Object.fromEntries(
      Object.entries(outside).flatMap(([name, device]) => {
        const groups = device.of('group-mentioned').map(({ group }) => group);
        return groups.length === 0 ? [] : [[name, groups]];
      }),
    );
  await send(inside, eventId, '@everyone', {
    mentions: [{ group: 'everyone' }, { group: 'moderators' }, { userId: named.id }],
  });
  const all = { mo: ['everyone'], bob: ['everyone'], bobThere: ['everyone'] };
  await eventually(() => expect(told()).toEqual(all));
  expect(outside.mo.of('group-mentioned')).toEqual([
    { eventId, seq: bobInside.of('new-message').at(-1)?.seq, group: 'everyone' },
  ]);
  const headers = {
    authorization: `Bearer ${bob.token}`,
    'content-type': 'application/json',
  };
  await fetch(`${api.url}/api/events/${eventId}/messages`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ content: '@moderators', mentions: [{ group: 'moderators' }] }),
  });
  const now = { ...all, mo: ['everyone', 'moderators'], boss: ['moderators'] };
  await eventually(() => expect(told()).toEqual(now));
  const late = await stack.participant('Late');
  outside.stranger = await stack.connect(late, v1);
  await send(inside, eventId, '@everyone', { mentions: [{ group: 'everyone' }] });
  await eventually(() => expect(told()).toHaveProperty('stranger', ['everyone']));
  await stack.settle(...Object.values(outside), inside, bobInside);
  expect([told()['gone'], told()['seedling'], told()['boss']]).toEqual([
    undefined,
    undefined,
    ['moderators'],
  ]);
  expect([inside, bobInside].flatMap((device) => device.of('group-mentioned'))).toEqual([]);
});

test('[MENTION-10] a call for everyone asks the database once for each 500 people outside the room, and for nobody inside', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  const inside = await stack.joined(await stack.participant('Boss', { role: 'organiser' }), {
    v1: true,
  });
  const people = await Promise.all(
    Array.from({ length: 40 }, (_, n) => stack.participant(`Person ${n}`)),
  );
  const devices = await Promise.all(people.map((person) => stack.connect(person, { v1: true })));
  using query = vi.spyOn(Client.prototype, 'query');
  await send(inside, eventId, '@everyone', { mentions: [{ group: 'everyone' }] });
  await eventually(() =>
    expect(devices.every((device) => device.of('group-mentioned').length === 1)).toBe(true),
  );
  await stack.settle(inside, ...devices);
  const asked = query.mock.calls.filter(([text]) =>
    /any\(\$\d+::text\[\]\)/.test(JSON.stringify(text)),
  );
  const ofPeople = asked.filter(([text]) => JSON.stringify(text).includes('joined_seq'));
  expect(ofPeople).toHaveLength(1);
});

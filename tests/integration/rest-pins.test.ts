import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { call, meetByApi } from '../harness/api-person.ts';

test('[PIN-5] [PIN-6] pins by REST: set, taken away, listed as they are now, and said with the newest page', async () => {
  await using api = await startApi();
  const { alice, bob, stranger, eventId, messages } = await meetByApi(api);
  const post = async (content: string): Promise<{ id: string; seq: number }> =>
    (await bob.send('POST', messages, { content })).body;
  const [one, two, three] = [await post('one'), await post('two'), await post('three')];
  const pins = `/api/events/${eventId}/pins`;
  const path = `${pins}/${one.id}`;
  expect((await alice.get(messages)).body).not.toHaveProperty('pins');
  expect((await alice.get(pins)).body.pins).toEqual([]);
  expect((await call(api, 'PUT', path)).status).toBe(401);
  for (const method of ['PUT', 'DELETE']) {
    expect((await bob.send(method, path)).status).toBe(403);
    expect((await alice.send(method, `${pins}/never`)).status).toBe(404);
  }
  const set = await alice.send('PUT', path);
  expect([set.status, set.body]).toEqual([200, { eventId, messageId: one.id, seq: 6 }]);
  expect((await alice.send('PUT', path)).body).toEqual({ eventId, messageId: one.id });
  for (const each of [three, two]) await alice.send('PUT', `${pins}/${each?.id}`);
  expect((await alice.send('DELETE', `${pins}/${three.id}`)).body.seq).toBe(9);
  await bob.send('PATCH', `${messages}/${one.id}`, { content: 'one, corrected' });
  await bob.send('PUT', `${messages}/${one.id}/reactions`, { emoji: '👍', on: true });

  const listed = await bob.get(pins);
  const pinnedBy = { userId: alice.id, userName: 'Alice' };
  const pinnedAt = expect.stringMatching(/Z$/);
  expect(listed.body).toMatchObject({ seq: 11, epoch: expect.any(String) });
  expect(listed.body.pins).toEqual([
    { message: expect.objectContaining({ id: two.id, content: 'two' }), pinnedBy, pinnedAt },
    {
      message: expect.objectContaining({
        id: one.id,
        content: 'one, corrected',
        editedAt: pinnedAt,
        reactions: [{ emoji: '👍', count: 1, own: true }],
      }),
      pinnedBy,
      pinnedAt,
    },
  ]);
  expect((await stranger.get(pins)).status).toBe(403);
  expect((await alice.get('/api/events/never/pins')).status).toBe(404);

  const page = await bob.get(`${messages}?limit=2`);
  expect(page.body.pins).toEqual([
    { messageId: two.id, seq: two.seq },
    { messageId: one.id, seq: one.seq },
  ]);
  expect(page.body).toMatchObject({
    hasMore: true,
    messages: [{ id: two.id }, { id: three.id }],
  });
  for (const older of [`before=${three.seq}`, `after=${one.seq}`]) {
    expect((await bob.get(`${messages}?${older}`)).body).not.toHaveProperty('pins');
  }
  await bob.send('DELETE', `${messages}/${two.id}`);
  expect((await bob.get(messages)).body.pins).toEqual([{ messageId: one.id, seq: one.seq }]);
  expect((await bob.get(pins)).body.pins).toHaveLength(1);

  // Whoever pinned it may be gone.
  await alice.send('POST', '/api/auth/delete-user', {});
  expect((await bob.get(pins)).body.pins).toMatchObject([
    { pinnedBy: { userId: alice.id, userName: 'Deleted account' } },
  ]);
});

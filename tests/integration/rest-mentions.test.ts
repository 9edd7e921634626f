import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import {
  attend,
  createEvent,
  enterAsGuest,
  PASSWORD,
  signUp,
  type ApiPerson,
} from '../harness/api-person.ts';

interface Listed {
  readonly message: { readonly content: string };
  readonly eventTitle: string;
  readonly isUnread: boolean;
}

const post = async (person: ApiPerson, eventId: string, content: string, mentions: object[]) => {
  const path = `/api/events/${eventId}/messages`;
  const reply = await person.send('POST', path, { content, mentions });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body;
};

const inbox = async (person: ApiPerson, query = '') => {
  const { body } = await person.get(`/api/mentions${query}`);
  return body.mentions.map(({ message }: Listed) => message.content);
};

test('[MENTION-6] an inbox lists what mentions one in all events that one takes part in, the newest first, by pages', async () => {
  await using api = await startApi();
  const [boss, bob, carol] = [
    await enterAsGuest(api, 'Boss'),
    await enterAsGuest(api, 'Bob'),
    await enterAsGuest(api, 'Carol'),
  ];
  const [tea, cake] = [
    await createEvent(boss, { title: 'Tea' }),
    await createEvent(boss, { title: 'Cake' }),
  ];
  const everyone = { group: 'everyone' };
  await post(boss, tea, 'before Bob came', [everyone]);
  for (const person of [bob, carol]) {
    await attend(person, tea);
    await attend(person, cake);
  }
  const toBob = { userId: bob.id };
  const one = await post(boss, tea, 'one', [toBob]);
  expect(one).toMatchObject({ mentions: [{ ...toBob, name: 'Bob' }] });
  await post(carol, cake, 'two', [toBob, { group: 'moderators' }]);
  await post(boss, cake, 'three', [everyone, toBob]);
  await post(boss, tea, 'four', [everyone]);
  await post(bob, tea, 'own', [toBob, { group: 'moderators' }]);
  expect(await inbox(bob)).toEqual(['four', 'three', 'two', 'one']);
  expect(await inbox(carol)).toEqual(['four', 'three']);
  expect(await inbox(boss)).toEqual(['own', 'two']);

  const first = (await bob.get('/api/mentions?limit=3')).body;
  expect(first.mentions[1]).toMatchObject({
    eventTitle: 'Cake',
    isUnread: true,
    message: { content: 'three', eventId: cake, mentions: [everyone, { ...toBob, name: 'Bob' }] },
  });
  const second = (await bob.get(`/api/mentions?limit=3&cursor=${first.nextCursor}`)).body;
  expect(second.mentions.map(({ message }: Listed) => message.content)).toEqual(['one']);
  expect(second.nextCursor).toBeNull();
  expect((await bob.get('/api/mentions?cursor=nonsense')).body.error.code).toBe('invalid');
  expect((await bob.get('/api/mentions?limit=0')).status).toBe(400);

  const unread = async () => (await bob.get('/api/unread')).body.events;
  expect(await unread()).toMatchObject([
    { eventId: tea, unread: 2, mentions: 2 },
    { eventId: cake, unread: 2, mentions: 2 },
  ]);
  await bob.send('PUT', `/api/events/${tea}/reading`, { seq: one.seq });
  expect((await unread())[0]).toMatchObject({ eventId: tea, unread: 1, mentions: 1 });
  const listed: Listed[] = (await bob.get('/api/mentions')).body.mentions;
  expect(listed.map(({ isUnread }) => isUnread)).toEqual([true, true, true, false]);
  await bob.send('PUT', `/api/events/${cake}/reading`, { seq: 1_000_000 });
  await post(carol, cake, 'plain', []);
  const [read] = (await unread()).filter(({ eventId }: { eventId: string }) => eventId === cake);
  expect(read).toMatchObject({ unread: 1 });
  expect(read).not.toHaveProperty('mentions');
});

test('[MENTION-7] nothing is in the inbox of a chat that one may not read, that was deleted, or of a role that one has no more', async () => {
  await using api = await startApi();
  const [boss, bob] = [await enterAsGuest(api, 'Boss'), await enterAsGuest(api, 'Bob')];
  const eventId = await createEvent(boss);
  await attend(bob, eventId);
  const role = (name: string) =>
    boss.send('PUT', `/api/events/${eventId}/participants/${bob.id}/role`, { role: name });
  expect((await role('moderator')).status).toBe(200);
  const { id } = await post(boss, eventId, 'to Bob', [{ userId: bob.id }]);
  const carol = await enterAsGuest(api, 'Carol');
  await attend(carol, eventId);
  await post(carol, eventId, 'help', [{ group: 'moderators' }]);
  expect(await inbox(bob)).toEqual(['help', 'to Bob']);
  await role('participant');
  expect(await inbox(bob)).toEqual(['to Bob']);
  await bob.send('PUT', `/api/events/${eventId}/participation`, { status: null });
  expect(await inbox(bob)).toEqual([]);
  await attend(bob, eventId);
  expect(await inbox(bob)).toEqual(['to Bob']);
  await boss.send('DELETE', `/api/events/${eventId}/messages/${id}`);
  expect(await inbox(bob)).toEqual([]);
  expect(await inbox(boss)).toEqual(['help']);
});

test('[MENTION-8] whose account is deleted is named in no mention any more; a guest takes the inbox along to the account', async () => {
  await using api = await startApi();
  const [boss, bob] = [await enterAsGuest(api, 'Boss'), await enterAsGuest(api, 'Bob the Builder')];
  const eventId = await createEvent(boss);
  await attend(bob, eventId);
  await post(boss, eventId, 'you there', [{ userId: bob.id }, { group: 'everyone' }]);
  expect((await bob.send('POST', '/api/auth/delete-user', {})).status).toBe(200);
  const { messages } = (await boss.get(`/api/events/${eventId}/messages`)).body;
  expect(messages[0].mentions).toEqual([
    { userId: bob.id, name: 'Deleted account' },
    { group: 'everyone' },
  ]);

  const [member, guest] = [await signUp(api, 'Member'), await enterAsGuest(api, 'Guest')];
  await attend(member, eventId);
  await attend(guest, eventId);
  await post(boss, eventId, 'to the guest', [{ userId: guest.id }]);
  await post(boss, eventId, 'to both', [{ userId: guest.id }, { userId: member.id }]);
  const body = { email: member.email, password: PASSWORD };
  expect((await guest.send('POST', '/api/auth/sign-in/email', body)).status).toBe(200);
  expect(await inbox(member)).toEqual(['to both', 'to the guest']);
});

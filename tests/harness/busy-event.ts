import { sql } from 'kysely';

import { cleanLine } from '../../protocol/text.ts';
import type { Claimed } from './archive.ts';
import type { TestApi } from './api.ts';
import { attend, inHours, meetByApi, signUp, type ApiPerson } from './api-person.ts';
import { uploaded } from './files.ts';
import { sampleDocument, samplePicture, sampleSound, type SampleFile } from './sample-files.ts';

/** What somebody could hope that a page takes for markup, a link or a path. */
export const HOSTILE = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `</title></style></p>&lt;b&gt;'`,
  `javascript:alert(1) https://example.org/"onmouseover="alert(1) http://example.org/<b>`,
] as const;

export interface BusyEvent {
  readonly eventId: string;
  readonly alice: ApiPerson;
  readonly bob: ApiPerson;
  readonly carol: ApiPerson;
  readonly banned: ApiPerson;
  readonly stranger: ApiPerson;
}

/** An event with one of everything that can be in it. */
export async function busyEvent(api: TestApi): Promise<BusyEvent> {
  const { alice, bob, stranger, eventId, messages } = await meetByApi(api);
  const event = `/api/events/${eventId}`;
  const carol = await signUp(api, cleanLine(HOSTILE[0]));
  const banned = await signUp(api, 'Mallory');
  for (const person of [carol, banned]) await attend(person, eventId);
  const say = async (person: ApiPerson, body: object): Promise<string> =>
    (await done(person.send('POST', messages, body))).id;
  await done(
    alice.send('PATCH', event, {
      title: 'A <b>busy</b> event',
      description: HOSTILE.join('\n'),
      timeZone: 'Europe/Berlin',
      place: 'Hall 1 & 2',
      endsAt: inHours(30),
    }),
  );
  const first = await say(bob, { content: 'Where is the coffee?', clientMessageId: 'first' });
  await say(carol, { content: 'Behind the stage 🎉', replyTo: first });
  const edited = await say(bob, { content: 'a misteak' });
  for (const content of ['a mistake', 'a correction']) {
    await done(bob.send('PATCH', `${messages}/${edited}`, { content }));
  }
  const deleted = await say(bob, { content: 'a secret that was deleted' });
  await say(alice, { content: 'an answer to it', replyTo: deleted });
  await say(alice, {
    content: `@Bob look`,
    mentions: [{ userId: bob.id }, { group: 'moderators' }],
  });
  for (const content of HOSTILE) await say(carol, { content });
  await say(banned, { content: 'spam' });
  for (const [person, emoji] of [
    [alice, '👍'],
    [bob, '🎉'],
    [carol, '👍'],
  ] as const) {
    await done(person.send('PUT', `${messages}/${first}/reactions`, { emoji, on: true }));
    await done(person.send('PUT', `${messages}/${deleted}/reactions`, { emoji, on: true }));
  }
  await ask(alice, event, [alice, bob, carol]);
  await bring(api, { bob, carol }, eventId);
  await preview(api, await say(bob, { content: `See ${LINK} and the stage` }), true);
  await preview(api, await say(carol, { content: LINK }), false);
  for (const id of [edited, first]) await done(alice.send('PUT', `${event}/pins/${id}`));
  await done(bob.send('DELETE', `${messages}/${deleted}`));
  await announce(alice, event);
  await askOfEveryState(alice, event, [bob, carol]);
  await done(alice.send('PUT', `${event}/participants/${carol.id}/role`, { role: 'moderator' }));
  await done(alice.send('PUT', `${event}/participants/${bob.id}/mute`, { forSeconds: 3_600 }));
  await done(alice.send('PUT', `${event}/bans/${banned.id}`, { reason: 'Spam & <i>more</i>' }));
  await done(alice.send('PATCH', `${event}/mode`, { slowSeconds: 30 }));
  return { eventId, alice, bob, carol, banned, stranger };
}

const LINK = 'https://example.org/agenda';

/** As the log writes it of a page; of another one somebody has taken it away. */
async function preview(api: TestApi, messageId: string, isShown: boolean): Promise<void> {
  const page = { title: HOSTILE[1], description: 'Tracks <b>and</b> times' };
  const value = { url: LINK, seq: 1, isShown, ...(isShown && page) };
  await sql`update message set preview = ${JSON.stringify(value)}::jsonb where id = ${messageId}`.execute(
    api.database.db,
  );
}

/** Pictures, one of them alone, a sound, documents that a browser would run, and one of a message that is deleted. */
async function bring(
  api: TestApi,
  { bob, carol }: Pick<BusyEvent, 'bob' | 'carol'>,
  eventId: string,
): Promise<void> {
  const messages = `/api/events/${eventId}/messages`;
  const send = async (person: ApiPerson, content: string, files: readonly SampleFile[]) => {
    const attachments: string[] = [];
    for (const { name, buffer: bytes } of files) {
      const { id, state } = await uploaded(api, person, eventId, { name, bytes });
      if (state !== 'ready') throw new Error(`${name} was refused`);
      attachments.push(id);
    }
    return done(person.send('POST', messages, { content, attachments }));
  };
  const wide = await samplePicture('stage.png', { width: 900, height: 300 });
  await send(bob, 'The stage', [wide, sampleSound('song.wav', 1)]);
  await send(carol, '', [await samplePicture('Straße & #1?.png', { width: 40, height: 400 })]);
  await send(carol, 'Papers', [
    sampleDocument('plan (final).pdf'),
    textFile('page.html', HOSTILE[0]),
  ]);
  const gone = await send(bob, 'Not for long', [textFile('secret.txt', 'a secret in a file')]);
  await done(bob.send('DELETE', `${messages}/${gone.id}`));
}

const textFile = (name: string, text: string): SampleFile => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

/** A poll that tells who chose what, one that does not, and one that is over. */
async function ask(alice: ApiPerson, event: string, voters: readonly ApiPerson[]): Promise<void> {
  const options = ['Tea <i>or</i>', 'Coffee', 'Water'];
  for (const poll of [{ closesInSeconds: 3_600 }, { isAnonymous: true }, { isMultiple: true }]) {
    const question = `What do you drink? <b>${Object.keys(poll)[0]}</b>`;
    const { id } = await done(alice.send('POST', `${event}/polls`, { question, options, ...poll }));
    for (const [index, voter] of voters.entries()) {
      await done(voter.send('PUT', `${event}/polls/${id}/vote`, { choices: [index % 2] }));
    }
    if ('isMultiple' in poll) await done(alice.send('PUT', `${event}/polls/${id}/end`));
  }
}

/** One question of every state. */
async function askOfEveryState(
  alice: ApiPerson,
  event: string,
  [bob, carol]: readonly [ApiPerson, ApiPerson],
): Promise<void> {
  const all = `${event}/questions`;
  for (const state of ['pending', 'answered', 'on-stage', 'approved', 'dismissed'] as const) {
    const content = `Is <i>this</i> ${state}?`;
    const { questionId } = await done(bob.send('POST', all, { content }));
    const set = (next: string) =>
      done(alice.send('PUT', `${all}/${questionId}/state`, { state: next }));
    if (state === 'pending') continue;
    await set('approved');
    for (const person of [bob, carol])
      await done(person.send('PUT', `${all}/${questionId}/vote`, { on: true }));
    if (state !== 'approved') await set(state);
  }
}

async function announce(alice: ApiPerson, event: string): Promise<void> {
  const all = `${event}/announcements`;
  const make = async (body: object): Promise<string> =>
    (await done(alice.send('POST', all, body))).announcementId;
  const shown = await make({ content: 'Doors open at nine' });
  const over = await make({ content: 'Lunch <is> served' });
  await make({ content: 'A draft' });
  await make({ content: 'At the end', scheduledAt: inHours(20), shownUntil: inHours(21) });
  for (const id of [shown, over]) await done(alice.send('PUT', `${all}/${id}/showing`));
  await done(alice.send('DELETE', `${all}/${over}/showing`));
}

async function done(sent: Promise<{ status: number; body: Claimed }>): Promise<Claimed> {
  const { status, body } = await sent;
  if (status >= 300) throw new Error(`refused: ${JSON.stringify(body)}`);
  return body;
}

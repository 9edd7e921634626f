import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { createAnnouncement } from '../../db/announcements.ts';
import { Jobs } from '../../db/jobs.ts';
import { announceDue } from '../../domain/announce.ts';
import { ok } from '../../protocol/result.ts';
import { ANNOUNCEMENTS_SHOWN_MAX } from '../../protocol/wire.ts';
import { announced, startAnnouncing } from '../harness/announcing.ts';
import { inHours } from '../harness/api-person.ts';
import { waitUntil } from '../harness/stack.ts';

test('[ANN-11] [ANN-12] the clock shows and ends what is due, once, whatever was set and changed before, on one of all nodes', async () => {
  await using room = await startAnnouncing({ nodes: 2 });
  const { stack } = room;
  const olga = await stack.participant('Olga', { role: 'organiser' });
  const by = room.by(olga);
  const phone = await stack.joined(await stack.participant('Bob'), { v1: true });
  const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
  const write = async (fields: object): Promise<string> =>
    (await by('POST', '', { content: 'Doors open', ...fields })).body.announcementId;
  const stateOf = async (id: string): Promise<string> =>
    (await by('GET')).body.announcements.find(
      (each: { readonly announcementId: string }) => each.announcementId === id,
    )?.state;

  const scheduled = await write({ scheduledAt: soon(500), shownUntil: soon(3_000) });
  const draft = await write({ scheduledAt: soon(500) });
  await by('PATCH', `/${draft}`, { scheduledAt: null });
  const deleted = await write({ scheduledAt: soon(500) });
  await by('DELETE', `/${deleted}`);
  const extended = await announced(by, { shownUntil: soon(1_500) });
  await by('PATCH', `/${extended}`, { shownUntil: inHours(1) });
  const shortened = await announced(by, { shownUntil: inHours(1) });
  await by('PATCH', `/${shortened}`, { shownUntil: soon(500) });
  expect(await stateOf(scheduled)).toBe('scheduled');
  // Who set the time need not be there any more.
  await stack.setStatus(olga, null);
  await stack.setStatus(olga, 'attending');
  const told = (id: string) =>
    phone
      .of('announcement-changed')
      .filter(({ announcementId }) => announcementId === id)
      .map(({ isShown }) => isShown);
  await waitUntil(() => told(scheduled).includes(true), 'the clock to show it');
  await waitUntil(() => told(scheduled).includes(false), 'the clock to end it');
  // Words that others have followed may be told no more.
  await waitUntil(() => told(shortened).at(-1) === false, 'the clock to end the other');
  expect(told(scheduled)).toEqual([true, false]);
  expect(told(shortened).filter((isShown) => !isShown)).toHaveLength(1);
  expect(told(extended)).not.toContain(false);
  expect(told(extended)).not.toHaveLength(0);
  expect(await Promise.all([scheduled, draft, deleted, extended, shortened].map(stateOf))).toEqual([
    'ended',
    'draft',
    undefined,
    'live',
    'ended',
  ]);
}, 30_000);

test('[ANN-11] what is due at the same moment is shown at the same moment, however much that is', async () => {
  await using room = await startAnnouncing();
  const { stack } = room;
  const by = room.by(await stack.participant('Olga', { role: 'organiser' }));
  const scheduledAt = new Date(Date.now() + 1_500).toISOString();
  for (let count = 0; count < ANNOUNCEMENTS_SHOWN_MAX; count += 1) {
    const written = await by('POST', '', { content: 'Doors open', scheduledAt });
    expect(written.body.state).toBe('scheduled');
  }
  const shown = async (): Promise<number[]> => {
    const entries = stack.database.db.selectFrom('log_entry').select('created_at');
    const rows = await entries.where('kind', '=', 'announcement').orderBy('seq').execute();
    return rows.map((row) => row.created_at.getTime());
  };
  const all = async () => (await shown()).length === ANNOUNCEMENTS_SHOWN_MAX;
  await waitUntil(all, 'all of them to be shown', 20_000);
  const times = await shown();
  // One at each look of a node would be 2 s from one to the next.
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1_500);
}, 30_000);

test('[ANN-13] a job is there with what it is for, or not at all; one that a node did not end is done again, to no other effect', async () => {
  await using room = await startAnnouncing();
  const { stack, eventId } = room;
  const olga = await stack.participant('Olga', { role: 'organiser' });
  const jobs = new Jobs(stack.database.pool, {
    onError: (error) => {
      throw error;
    },
  });
  await jobs.open();
  const given = { content: 'words', scheduledAt: inHours(1) };
  const asked = { eventId, actorId: olga.id };
  const failing = {
    open: () => jobs.open(),
    enqueue: async (...enqueued: Parameters<Jobs['enqueue']>) => {
      await jobs.enqueue(...enqueued);
      throw new Error('the process ends here');
    },
  };
  const store = { db: stack.database.db, jobs };
  const lost = { ...asked, announcementId: 'lost', given };
  await expect(createAnnouncement({ ...store, jobs: failing }, lost)).rejects.toThrow('ends here');
  await createAnnouncement(store, { ...asked, announcementId: 'kept', given });
  const { rows } = await stack.database.pool.query(
    `select data->>'announcementId' as id from hallway_jobs.job where name = 'announcement'`,
  );
  expect(rows).toEqual([{ id: 'kept' }]);

  await stack.database.pool.query(
    `update announcement set scheduled_at = now() - interval '1 minute'`,
  );
  const due = { ...asked, announcementId: 'kept' };
  const done = () => announceDue({ log: stack.app, newId: () => randomUUID() }, due);
  expect(await Promise.all([done(), done(), done()])).toEqual([ok(null), ok(null), ok(null)]);
  const shown = await stack.database.db
    .selectFrom('log_entry')
    .select('actor_id')
    .where('kind', '=', 'announcement')
    .execute();
  expect(shown).toEqual([{ actor_id: olga.id }]);
  await jobs.stop();
});

test('[ANN-11] [ANN-14] what was due and is refused for good is a draft that says why, for others to show or schedule; an end is an end', async () => {
  await using room = await startAnnouncing();
  const { stack, eventId } = room;
  const olga = await stack.participant('Olga', { role: 'organiser' });
  const by = room.by(olga);
  const odo = room.by(await stack.participant('Odo', { role: 'organiser' }));
  const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
  const write = async (fields: object): Promise<string> =>
    (await by('POST', '', { content: 'Doors open', ...fields })).body.announcementId;
  const seenBy = async (id: string) =>
    (await odo('GET')).body.announcements.find(
      (each: { readonly announcementId: string }) => each.announcementId === id,
    );
  const ending = await announced(by, { shownUntil: soon(1_500) });
  const unfit = await write({ content: 'Free bananas', scheduledAt: soon(800) });
  const [shownLater, setAnew, until] = [
    await write({ scheduledAt: soon(800) }),
    await write({ scheduledAt: soon(800) }),
    await write({ scheduledAt: soon(800), shownUntil: inHours(1) }),
  ];
  expect(await seenBy(unfit)).toMatchObject({ state: 'scheduled', notShown: null });
  const ban = { banned_at: new Date() };
  const participation = stack.database.db.updateTable('participation');
  await participation.set(ban).where('user_id', '=', olga.id).execute();
  for (const id of [unfit, shownLater, setAnew, until]) {
    await waitUntil(async () => (await seenBy(id)).notShown !== null, 'why it was not shown');
    expect(await seenBy(id)).toMatchObject({
      state: 'draft',
      notShown: { at: expect.stringMatching(/Z$/), why: expect.stringMatching(/banned/) },
    });
  }
  await waitUntil(async () => (await seenBy(ending)).state === 'ended', 'the clock to end it');

  expect((await odo('PUT', `/${shownLater}/showing`)).body).toMatchObject({
    state: 'live',
    notShown: null,
  });
  const again = await odo('PATCH', `/${setAnew}`, { scheduledAt: soon(500) });
  expect(again.body).toMatchObject({ state: 'scheduled', notShown: null });
  await waitUntil(async () => (await seenBy(setAnew)).state === 'live', 'the clock to show it');
  const named = await odo('PATCH', `/${until}`, { content: 'Doors are open' });
  expect(named.body).toMatchObject({
    state: 'draft',
    notShown: { why: expect.stringMatching(/banned/) },
  });
  expect((await odo('PATCH', `/${until}`, { scheduledAt: null })).body.notShown).toBeNull();

  await odo('PATCH', `/${unfit}`, { scheduledAt: soon(500) });
  const settings = JSON.stringify({ contentFilter: { enabled: true, extraWords: ['bananas'] } });
  const event = stack.database.db.updateTable('event').where('id', '=', eventId);
  await event.set({ settings }).execute();
  await waitUntil(async () => (await seenBy(unfit)).notShown !== null, 'why it was not shown');
  expect((await seenBy(unfit)).notShown.why).toMatch(/words/);
  await odo('PATCH', `/${unfit}`, { content: 'Free apples' });
  // Longer than the clock's jobs wait to be looked at.
  await setTimeout(4_000);
  expect(await seenBy(unfit)).toMatchObject({ state: 'draft', content: 'Free apples' });
}, 30_000);

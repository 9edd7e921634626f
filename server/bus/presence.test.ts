import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { afterEach, expect, test, vi } from 'vitest';

import type { Hint } from '../../lib/server/bus/hints.ts';
import { Presence } from './presence.ts';

const watcher = { onNumber: () => {}, onPeople: () => {} };

const opened: Presence[] = [];
afterEach(() => opened.splice(0).forEach((presence) => presence.dispose()));

/** Three characters twice, as short as a real hash. */
const hash = (n: number): string => String(n).padStart(6, 'x');

function open(now = () => 0) {
  const told: Hint[] = [];
  const presence = new Presence({ tell: (hint) => void told.push(hint), now });
  opened.push(presence);
  return { presence, told };
}

test('[NODE-8] whatever nodes tell in whatever order, each person is counted once', () => {
  const node = fc.constantFrom('a', 'b', 'c');
  const people = fc.uniqueArray(fc.nat(20), { maxLength: 10 });
  const telling = fc.record({ node, people, more: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(telling), (tellings) => {
      const { presence } = open();
      const room = presence.open('party', watcher);
      const last = new Map<string, (typeof tellings)[number]>();
      for (const { node: from, people: named, more } of tellings) {
        const text = named.map(hash).join('');
        presence.hear({ is: 'online', eventId: 'party', people: text, more }, from);
        last.set(from, { node: from, people: named, more });
        const all = new Set([...last.values()].flatMap((said) => said.people));
        const unnamed = [...last.values()].reduce((sum, said) => sum + said.more, 0);
        expect(room.online()).toBe(all.size + unnamed);
      }
      last.forEach((_, from) => presence.forget(from));
      expect(room.online()).toBe(0);
      presence.dispose();
    }),
  );
});

test('[NODE-8] a person who is here and elsewhere is counted once; two devices here are one', () => {
  const here = open();
  const elsewhere = open();
  const room = here.presence.open('party', watcher);
  const other = elsewhere.presence.open('party', watcher);
  for (const userId of ['alice', 'alice', 'bob']) room.enter(userId);
  for (const userId of ['alice', 'carol']) other.enter(userId);
  expect([room.online(), other.online()]).toEqual([2, 2]);
  other.leave('carol');
  room.leave('alice');
  expect([room.online(), other.online()]).toEqual([2, 1]);
});

test('[NODE-8] with more than a thousand on a node the rest are a number', async () => {
  const here = open();
  const elsewhere = open();
  const crowd = here.presence.open('party', watcher);
  const watch = elsewhere.presence.open('party', watcher);
  for (let n = 0; n < 1_500; n += 1) crowd.enter(`person ${n}`);
  here.presence.hearOf('elsewhere');
  await expect
    .poll(() => here.told.some(({ is }) => is === 'online'), { timeout: 3_000 })
    .toBe(true);
  for (const hint of here.told) if (hint.is === 'online') elsewhere.presence.hear(hint, 'here');
  expect(watch.online()).toBe(1_500);
});

test('[NODE-10] a node that knows of no other tells nothing of its rooms', async () => {
  const { presence, told } = open();
  presence.open('party', watcher).enter('alice');
  await expect.poll(() => told.length, { timeout: 4_000 }).toBeGreaterThanOrEqual(2);
  expect(told.every(({ is }) => is === 'here')).toBe(true);
});

test('[NODE-12] what changes is told twice within three seconds, and everything each nine, no second with many more rooms than another', () => {
  vi.useFakeTimers();
  const { presence, told } = open();
  const rooms = Array.from({ length: 900 }, () => uuid());
  for (const eventId of rooms) presence.open(eventId, watcher).enter('alice');
  presence.open('x', watcher).enter('alice');
  presence.hearOf('elsewhere');
  const inSecond = () => {
    told.length = 0;
    vi.advanceTimersByTime(1_000);
    return told.flatMap((hint) => (hint.is === 'online' ? [hint.eventId] : []));
  };
  const first = [inSecond(), inSecond(), inSecond()].flat();
  for (const eventId of [...rooms, 'x']) {
    expect(first.filter((id) => id === eventId).length).toBeGreaterThanOrEqual(2);
  }
  const round = Array.from({ length: 9 }, inSecond);
  expect(round.flat().toSorted()).toEqual([...rooms, 'x'].toSorted());
  for (const second of round) expect(second.length).toBeLessThan(200);
  vi.useRealTimers();
});

test('[HERE-10] names go with changes and to who asks for them; every nine seconds hashes alone', () => {
  vi.useFakeTimers();
  const here = open();
  here.presence.open('party', watcher).enter('alice');
  here.presence.hearOf('elsewhere');
  const inSeconds = (seconds: number) => {
    here.told.length = 0;
    vi.advanceTimersByTime(seconds * 1_000);
    return here.told.flatMap((hint) => (hint.is === 'online' ? [hint] : []));
  };
  expect(inSeconds(3).map(({ ids }) => ids)).toEqual([['alice'], ['alice']]);
  here.presence.hearOf('a third node');
  expect(inSeconds(3).map(({ ids }) => ids)).toEqual([undefined, undefined]);
  const [round] = inSeconds(9);
  expect(here.told.filter(({ is }) => is === 'online')).toEqual([round]);
  expect(round).toMatchObject({ people: expect.stringMatching(/^.{6}$/) });
  expect(round?.ids).toBe(undefined);

  const late = open();
  const onPeople = vi.fn();
  const room = late.presence.open('party', { onNumber: () => {}, onPeople });
  if (round) late.presence.hear(round, 'here');
  expect(room.present()).toEqual({ online: 1, people: [] });
  vi.advanceTimersByTime(1_000);
  expect(late.told).toContainEqual({ is: 'who', eventId: 'party' });
  here.presence.hearAsking('party');
  const [answer] = inSeconds(1);
  if (answer) late.presence.hear(answer, 'here');
  expect(room.present()).toEqual({ online: 1, people: [{ userId: 'alice', isAway: false }] });
  expect(onPeople).toHaveBeenCalledTimes(2);
  late.told.length = 0;
  vi.advanceTimersByTime(2_000);
  expect(late.told.filter(({ is }) => is === 'who')).toEqual([]);
  vi.useRealTimers();
});

test('[HERE-5] [HERE-9] whatever nodes tell, each person is named once, and is away where they are on every node', () => {
  const people = fc.uniqueArray(fc.record({ n: fc.nat(6), isAway: fc.boolean() }), {
    maxLength: 6,
    selector: ({ n }) => n,
  });
  const node = fc.constantFrom('a', 'b', 'own');
  fc.assert(
    fc.property(fc.array(fc.record({ node, people })), (tellings) => {
      const { presence } = open();
      const room = presence.open('party', watcher);
      const last = new Map<string, (typeof tellings)[number]['people']>();
      for (const telling of tellings) {
        const before = last.get(telling.node) ?? [];
        last.set(telling.node, telling.people);
        if (telling.node === 'own') {
          before.forEach(({ n }) => room.leave(`person ${n}`));
          for (const { n, isAway } of telling.people) {
            room.enter(`person ${n}`);
            room.setAway(`person ${n}`, isAway);
          }
        } else presence.hear(toHint(telling.people), telling.node);
        const said = [...last.values()].flat();
        const expected = [...new Set(said.map(({ n }) => n))].map((n) => ({
          userId: `person ${n}`,
          isAway: said.every((one) => one.n !== n || one.isAway),
        }));
        const { people: named } = room.present();
        const byId = (one: { userId: string }, other: { userId: string }) =>
          one.userId < other.userId ? -1 : 1;
        expect(named?.toSorted(byId)).toEqual(expected.toSorted(byId));
      }
      presence.dispose();
    }),
  );
});

const toHint = (people: readonly { readonly n: number; readonly isAway: boolean }[]) => {
  const hashOf = (n: number) =>
    createHash('sha256').update(`person ${n}`).digest('base64url').slice(0, 6);
  const hashes = (some: typeof people) => some.map(({ n }) => hashOf(n)).join('');
  return {
    is: 'online' as const,
    eventId: 'party',
    people: hashes(people),
    more: 0,
    away: hashes(people.filter(({ isAway }) => isAway)),
    ids: people.map(({ n }) => `person ${n}`),
  };
};

import { setTimeout as sleep } from 'node:timers/promises';

import type { TalkOrder } from '../generator/boundary.ts';
import { demandFaultless } from '../generator/trust.ts';
import { Search } from '../rooms/search.ts';
import { guestsOf, openOurs, type Guest, type Side } from '../rooms/side.ts';
import { tryOut, type Round } from '../rooms/talked.ts';
import { Skipped } from '../suite/skipped.ts';
import type { World } from '../world.ts';
import { ownLimit } from './own-limit.ts';

export const P99_BELOW_MS = 300;
const FIRST = 4_000;
const STEPS = 8;
const TALK: TalkOrder = {
  pace: { perSecond: 10 },
  ms: 2_000,
  senders: 20,
  patienceMs: 4 * P99_BELOW_MS,
};
const WARM_UP: TalkOrder = { ...TALK, ms: 1_000 };
/** The numbers of those who came or went have been told. */
const SETTLED_MS = 500;

export interface RoomStep extends Round {
  readonly people: number;
  readonly isInTime: boolean;
}

export interface LargestRoom {
  readonly people: number;
  readonly steps: readonly RoomStep[];
  /** Why it may hold more, where something else than the server ended the search. */
  readonly limit: string | null;
}

/** The largest room in which ten messages a second are heard in time; people come and go until it is found. */
export async function largestRoom(world: World, tokens: readonly string[]): Promise<LargestRoom> {
  await using ours = await openOurs(world.url);
  const guests = guestsOf(world.eventIds[0] ?? '', tokens);
  const search = new Search(FIRST, tokens.length);
  const steps: RoomStep[] = [];
  let limit: string | null = null;
  while (steps.length < STEPS && !search.isDone) {
    const people = search.next;
    await fill(ours, guests, { from: steps.at(-1)?.people ?? 0, to: people });
    if (steps.length === 0) await tryOut(ours, WARM_UP);
    const step = await talkTwice(ours, people);
    steps.push(step);
    if (!step.isInTime) limit = ownLimit(step);
    search.judge(step.isInTime);
  }
  const { best, worst } = search;
  if (best === 0) throw new Skipped(`late even among ${worst} people; is the machine busy?`);
  return { people: best, steps, limit: best === tokens.length ? 'no more were tried' : limit };
}

async function fill(
  ours: Side,
  guests: readonly Guest[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  if (to > from) await ours.come(guests.slice(from, to));
  if (to < from) await ours.generator.leave(guests.slice(to, from).map(({ token }) => token));
  await sleep(SETTLED_MS);
}

/** Other work of the machine makes a talk late now and then: only what is late twice is too much. */
async function talkTwice(ours: Side, people: number): Promise<RoomStep> {
  const first = await talkAmong(ours, people);
  return first.isInTime ? first : await talkAmong(ours, people);
}

async function talkAmong(ours: Side, people: number): Promise<RoomStep> {
  const round = await tryOut(ours, TALK);
  demandFaultless(`a room of ${people}`, round);
  return { ...round, people, isInTime: !round.isOverrun && round.p99 < P99_BELOW_MS };
}

import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { applaud, END_CHEERS } from './applauding.ts';
import type { TortureClient } from './client.ts';
import type { Actor } from './workload.ts';

/** Everybody claps so often in each of their rooms. */
const CLAPS = 3;
const POLL_MS = 100;
/** Share of those who lose their connection between two rounds, and of those who leave and come back. */
const COME_BACK = 0.3;

interface Ending {
  readonly recorder: Recorder;
  readonly random: Random;
  readonly actors: readonly Actor[];
  /** How long a round has to come to everybody, on a machine however busy. */
  readonly patienceMs: number;
  /** Waits until everybody is in their rooms again. */
  readonly everybodyIn: () => Promise<unknown>;
}

type Room = readonly [client: TortureClient, eventId: string];

/**
 * Everybody applauds, with an emoji of that round alone, until a round has come to all: the nodes may be finding each
 * other again after the last fault. Then some come back to their rooms, and everybody applauds once more, so that what
 * they are told has come to them.
 */
export async function applaudInTheEnd(ending: Ending): Promise<void> {
  const [last, ...others] = END_CHEERS.toReversed();
  if (last === undefined || roomsOf(ending.actors).length === 0) return;
  for (const emoji of others) if (await round(ending, emoji)) break;
  await comeBack(ending);
  await round(ending, last);
}

/** @returns whether all of ours who stayed were told of all that was given. */
async function round(
  { recorder, random, actors, patienceMs }: Ending,
  emoji: (typeof END_CHEERS)[number],
): Promise<boolean> {
  const rooms = roomsOf(actors);
  const connections = new Map(rooms.map(([client]) => [client, client.connection?.()]));
  recorder.write({ type: 'applause-round', is: 'begin', emoji });
  await Promise.all(
    rooms.map(([client, eventId]) => applaud(client, { eventId, emoji, claps: CLAPS, random })),
  );
  const isTold = ([client, eventId]: Room): boolean =>
    connections.get(client) !== client.connection?.() ||
    (client.cheered?.(eventId, emoji) ?? 0) >= recorder.given.count(eventId, emoji);
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline && !rooms.every(isTold)) await sleep(POLL_MS);
  recorder.write({ type: 'applause-round', is: 'end', emoji });
  return rooms.every(isTold);
}

async function comeBack({ actors, random, everybodyIn }: Ending): Promise<void> {
  for (const actor of actors) if (random.chance(COME_BACK)) actor.cut();
  const left = roomsOf(actors).filter(() => random.chance(COME_BACK));
  for (const [client, eventId] of left) client.leave(eventId);
  await everybodyIn();
  for (const [client, eventId] of left) client.join(eventId);
  await everybodyIn();
}

const roomsOf = (actors: readonly Actor[]): readonly Room[] =>
  actors.flatMap(({ client }) =>
    client.cheer === undefined ? [] : client.rooms().map((eventId): Room => [client, eventId]),
  );

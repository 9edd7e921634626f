import { setTimeout as sleep } from 'node:timers/promises';

import { CHEERS, type Cheer } from '../../protocol/wire.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { Actor } from './workload.ts';

/** What is given while the run goes on; the others are for its end. */
export const RUN_CHEERS: readonly Cheer[] = CHEERS.slice(0, 2);
export const END_CHEERS: readonly Cheer[] = CHEERS.slice(2);

/** Share of the occasions on which everybody in the room applauds. */
const CROWD = 0.3;
const CLAPS_MAX = 5;
/** How fast one person claps. */
export const CLAP_MS = [20, 400] as const;
/** Claps of somebody who may not, one after the other. */
const BARRED_CLAPS = 5;
const BARRED_MS = 250;

interface Parts {
  readonly recorder: Recorder;
  readonly random: Random;
  /** Begins something that the run waits for. */
  readonly flow: (begin: () => Promise<void>) => void;
}

/** People who applaud: alone, all at once, and where they may not. */
export class ApplaudingPeople {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(actors: readonly Actor[]): void {
    const { random, flow } = this.#parts;
    const first = random.pick(actors);
    const rooms = first.client.rooms();
    if (rooms.length === 0) return;
    const eventId = random.pick(rooms);
    const all = actors.filter(({ client }) => client.rooms().includes(eventId));
    const emoji = random.pick(RUN_CHEERS);
    for (const { client } of random.chance(CROWD) ? all : [first])
      flow(() => applaud(client, { eventId, emoji, claps: random.int(1, CLAPS_MAX), random }));
  }

  /** Somebody who has just been muted, put out or has left tries a few times. */
  async whereBarred({ client }: Actor, eventId: string): Promise<void> {
    const emoji = this.#parts.random.pick(RUN_CHEERS);
    for (let left = BARRED_CLAPS; left > 0; left -= 1) {
      await client.cheer?.(eventId, emoji);
      await sleep(BARRED_MS);
    }
  }
}

interface Applause {
  readonly eventId: string;
  readonly emoji: Cheer;
  readonly claps: number;
  readonly random: Random;
}

/** Somebody claps so many times, one after the other. */
export async function applaud(
  client: Actor['client'],
  { eventId, emoji, claps, random }: Applause,
): Promise<void> {
  for (let left = claps; left > 0; left -= 1) {
    await client.cheer?.(eventId, emoji);
    await sleep(random.int(...CLAP_MS));
  }
}

import { setTimeout as sleep } from 'node:timers/promises';

import { Present } from '../present.ts';
import type { Recorder } from '../recorder.ts';
import type { TortureClient } from './client.ts';

const POLL_MS = 250;

interface Everybody {
  readonly clients: readonly TortureClient[];
  /** Whether somebody has chosen not to be shown. */
  readonly isInvisible: (person: string) => boolean;
}

/** Waits until all of ours show who is here, or the time is over. Whether they do is for the checker to say. */
export async function settlePresence(everybody: Everybody, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline && !areShown(everybody)) await sleep(POLL_MS);
}

/** Records who is where, and whom ours show there. */
export function tellPresence(recorder: Recorder, everybody: Everybody): void {
  for (const device of devicesOf(everybody)) recorder.write({ type: 'here', ...device });
  for (const { people, ...room } of shownBy(everybody))
    recorder.write({ type: 'shows-people', ...room, people: people && [...people] });
}

function areShown(everybody: Everybody): boolean {
  const present = new Present();
  for (const device of devicesOf(everybody)) if (!device.isInvisible) present.add(device);
  return shownBy(everybody).every(
    ({ eventId, people }) => present.wrongIn(eventId, people) === null,
  );
}

/** Each device in each of its rooms; a client that knows of no such thing as being away is here. */
const devicesOf = ({ clients, isInvisible }: Everybody) =>
  clients.flatMap((client) => {
    const person = client.person.id;
    const isAway = client.isAway === undefined ? false : client.isAway();
    const of = { client: client.name, person, isAway, isInvisible: isInvisible(person) };
    return client.rooms().map((eventId) => ({ ...of, eventId }));
  });

/** Whom each room of ours shows. */
const shownBy = ({ clients }: Everybody) =>
  clients.flatMap((client) =>
    client.people === undefined
      ? []
      : client.rooms().map((eventId) => {
          const people = client.people?.(eventId) ?? null;
          return { client: client.name, eventId, people };
        }),
  );

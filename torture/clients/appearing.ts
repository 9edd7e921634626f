import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { Actor } from './workload.ts';

interface Parts {
  readonly recorder: Recorder;
  readonly random: Random;
  /** Begins something that the run waits for. */
  readonly flow: (begin: () => Promise<void>) => void;
}

/** Share of those who stay invisible until the run ends. */
const STAYS = 0.15;

/** People who choose not to be shown, by the API, and most of them to be shown again; and the lists that say who is shown. */
export class AppearingPeople {
  readonly #parts: Parts;
  readonly #invisible = new Set<string>();
  readonly #busy = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  readonly isInvisible = (person: string): boolean => this.#invisible.has(person);

  begin(actors: readonly Actor[]): void {
    const { random, flow } = this.#parts;
    const actor = random.pick(actors);
    const { id } = actor.client.person;
    if (this.#busy.has(id)) return;
    this.#busy.add(id);
    flow(async () => {
      await this.#choose(actor, true);
      await this.#look(random.pick(actors));
      if (random.chance(STAYS)) return;
      await sleep(random.int(500, 4_000));
      await this.#choose(actor, false);
      this.#busy.delete(id);
    });
  }

  /** Asks who is in a room, once. */
  async list({ client, rest }: Actor, eventId: string): Promise<void> {
    const { recorder } = this.#parts;
    const askedAt = recorder.now();
    const answer = await rest.getPresence(eventId);
    if (!answer.ok) return;
    const people = answer.value.people?.map(({ userId }) => userId) ?? null;
    recorder.write({ type: 'listed-people', client: client.name, eventId, askedAt, people });
  }

  async #look(actor: Actor): Promise<void> {
    const [eventId] = actor.client.rooms();
    if (eventId !== undefined) await this.list(actor, eventId);
  }

  /** Until there is an answer: to choose again is safe. */
  async #choose({ client, rest }: Actor, isInvisible: boolean): Promise<void> {
    const { recorder, random } = this.#parts;
    const { id: person } = client.person;
    recorder.write({ type: 'visibility', person, isInvisible, is: 'asked' });
    while (!(await rest.setVisibility({ isInvisible })).ok) await sleep(random.int(300, 1_200));
    if (isInvisible) this.#invisible.add(person);
    else this.#invisible.delete(person);
    recorder.write({ type: 'visibility', person, isInvisible, is: 'done' });
  }
}

import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { Announcing } from './announcing.ts';
import { ApplaudingPeople } from './applauding.ts';
import { AppearingPeople } from './appearing.ts';
import { Changing } from './changing.ts';
import type { Host } from './hosts.ts';
import { PinningPeople } from './pinning.ts';
import { ReactingPeople } from './reacting.ts';
import { ReadingPeople } from './reading.ts';
import { SearchingPeople } from './searching.ts';
import { VotingPeople } from './voting.ts';
import type { Actor } from './workload.ts';

/** How often each of these happens for each message. */
const CHANGES = 0.15;
const REACTIONS = 0.1;
const READINGS = 0.05;
const PINS = 0.04;
const SEARCHES = 0.05;

/** How often a second. */
const APPLAUSE = 0.8;
const HIDINGS = 0.4;
const ANNOUNCEMENTS = 0.8;

export interface DoingParts {
  readonly actors: readonly Actor[];
  readonly hosts: readonly Host[];
  readonly eventIds: readonly string[];
  readonly recorder: Recorder;
  readonly random: Random;
  /** Messages a second. */
  readonly rate: number;
  /** Begins something that the run waits for. */
  readonly flow: (begin: () => Promise<void>) => void;
}

/** What people do beside talking, each by chance. */
export class Doings {
  readonly appearing: AppearingPeople;
  readonly searching: SearchingPeople;
  readonly applauding: ApplaudingPeople;
  readonly announcing: Announcing;
  readonly voting: VotingPeople;
  readonly #random: Random;
  readonly #often: readonly (readonly [perSecond: number, begin: () => void])[];

  constructor({ actors, hosts, eventIds, recorder, random, rate, flow }: DoingParts) {
    this.#random = random;
    const partsOf = (name: string) => {
      return { recorder, spoken: recorder.spoken, random: random.fork(name), flow };
    };
    const anybody = (): Actor => random.pick(actors);
    const changing = new Changing(partsOf('changing'));
    const reacting = new ReactingPeople(partsOf('reacting'));
    const reading = new ReadingPeople(partsOf('reading'));
    const pinning = new PinningPeople(partsOf('pinning'));
    this.searching = new SearchingPeople(partsOf('searching'));
    this.applauding = new ApplaudingPeople(partsOf('applauding'));
    this.appearing = new AppearingPeople(partsOf('appearing'));
    this.announcing = new Announcing({ ...partsOf('announcing'), hosts, eventIds });
    this.voting = new VotingPeople({ ...partsOf('voting'), actors, rate });
    this.#often = [
      [rate * CHANGES, () => changing.begin(anybody())],
      [rate * REACTIONS, () => reacting.begin(actors)],
      [rate * READINGS, () => reading.begin(actors)],
      [rate * PINS, () => pinning.begin(actors)],
      [rate * SEARCHES, () => this.searching.begin(anybody())],
      [APPLAUSE, () => this.applauding.begin(actors)],
      [HIDINGS, () => this.appearing.begin(actors)],
      [ANNOUNCEMENTS, () => this.announcing.begin()],
    ];
  }

  /** What happens in a short time. */
  tick(ms: number): void {
    this.voting.tick(ms);
    for (const [perSecond, begin] of this.#often)
      if (this.#random.chance((perSecond * ms) / 1_000)) begin();
  }
}

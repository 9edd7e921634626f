import type { ConnectionLine, FinalLog, HistoryLine, RequestLine, RunLine } from '../history.ts';
import { Announcements } from './announcements.ts';
import { Applause } from './applause.ts';
import type { Court } from './court.ts';
import type { Faults } from './faults.ts';
import type { CheckedLog } from './final-logs.ts';
import { Polls } from './polls.ts';
import { Positions } from './positions.ts';
import { Presence } from './presence.ts';
import { Searches } from './searches.ts';
import { Standings } from './standings.ts';
import { TakingPart } from './taking-part.ts';

const TYPES = [
  'announced',
  'shows-announcements',
  'visibility',
  'listed-people',
  'here',
  'shows-people',
  'searched',
  'cheered',
  'applause-round',
  'polled',
  'voted',
  'listed-voters',
  'shows-polls',
  'stands',
] as const;

/** Lines that nothing else is judged by. */
type FeatureLine = Extract<HistoryLine, { type: (typeof TYPES)[number] }>;

const types: ReadonlySet<string> = new Set(TYPES);

export const isFeatureLine = (line: HistoryLine): line is FeatureLine => types.has(line.type);

interface Parts {
  readonly court: Court;
  readonly logs: ReadonlyMap<string, CheckedLog>;
  readonly finals: readonly FinalLog[];
  readonly faults: Faults;
}

/** Those of what is beside the messages: each judges lines of its own, and requests. */
export class FeatureRules {
  readonly #finals: readonly FinalLog[];
  readonly #takingPart = new TakingPart();
  readonly #standings: Standings;
  readonly #positions: Positions;
  readonly #presence: Presence;
  readonly #announcements: Announcements;
  readonly #searches: Searches;
  readonly #applause: Applause;
  readonly #polls: Polls;

  constructor({ court, logs, finals, faults }: Parts) {
    const takingPart = this.#takingPart;
    this.#finals = finals;
    this.#standings = new Standings(court);
    this.#positions = new Positions(court);
    this.#presence = new Presence(court, takingPart);
    this.#announcements = new Announcements({ court, finals, faults });
    this.#searches = new Searches({ court, logs, takingPart });
    this.#applause = new Applause(court, finals);
    this.#polls = new Polls({ court, finals, faults });
  }

  // The table of their lines; each is one call, so its number of branches is no complexity.
  // oxlint-disable-next-line complexity
  add(line: FeatureLine): void {
    switch (line.type) {
      case 'announced':
        return this.#announcements.told(line);
      case 'shows-announcements':
        return this.#announcements.show(line);
      case 'visibility':
      case 'listed-people':
      case 'here':
      case 'shows-people':
        return this.#presence.add(line);
      case 'searched':
        return this.#searches.add(line);
      case 'cheered':
        return this.#applause.cheered(line);
      case 'applause-round':
        return this.#applause.round(line);
      case 'polled':
        return this.#polls.told(line);
      case 'voted':
        return this.#polls.ownTold(line);
      case 'listed-voters':
        return this.#polls.listed(line);
      case 'shows-polls':
        return this.#polls.show(line);
      case 'stands':
        this.#positions.stands(line);
        return this.#standings.add(line);
    }
  }

  /** @returns whether it is about nothing else. */
  request(line: RequestLine): boolean {
    this.#takingPart.request(line);
    this.#searches.request(line);
    if (this.#applause.request(line) || this.#polls.request(line)) return true;
    if (line.does === 'send') return false;
    this.#positions.add(line);
    return line.does === 'read' || line.does === 'unread' || this.#announcements.add(line);
  }

  connection(line: ConnectionLine): void {
    this.#announcements.connection(line);
    this.#applause.connection(line);
    this.#polls.connection(line);
  }

  start({ wallMs, at }: RunLine): void {
    this.#announcements.start(wallMs, at);
    this.#polls.start(wallMs, at);
  }

  /** @returns how much is otherwise than it must be. */
  finish(at: number): number {
    return (
      this.#standings.finish(this.#finals) +
      this.#positions.finish(this.#finals) +
      this.#announcements.finish(at) +
      this.#presence.finish() +
      this.#searches.finish(this.#finals) +
      this.#applause.finish() +
      this.#polls.finish(at)
    );
  }
}

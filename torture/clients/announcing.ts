import { setTimeout as sleep } from 'node:timers/promises';

import type { Announcement } from '../../protocol/rest.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { AnnounceByApi, type Said } from './announce-by-api.ts';
import type { Host } from './hosts.ts';

interface Parts {
  readonly recorder: Recorder;
  readonly random: Random;
  readonly hosts: readonly Host[];
  readonly eventIds: readonly string[];
  /** Begins something that the run waits for. */
  readonly flow: (begin: () => Promise<void>) => void;
}

interface Place {
  readonly host: Host;
  readonly eventId: string;
}

interface Open extends Place {
  announcementId: string;
  /** From when on it is surely not shown any more, by `Date.now()`. */
  overAt: number;
}

/** What one event shows at once, one less than it may: the clock is never refused for want of room. */
const OPEN_MAX = 4;
/** Share of those that nobody but the clock shows. */
const BY_CLOCK = 0.5;
/** How long what has an end may be shown after it: the clock's lateness, and a fault's. */
const LATE_MS = 5_000;
/** How long the clock has in the end, before organisers do what it has not done. */
const TIDY_MS = 12_000;
const TIDY_EVERY_MS = 500;

/**
 * What organisers announce: by hand, or by the clock. Each of their words is there once in a run. In the end nothing is
 * due any more, and some announcements are shown.
 */
export class Announcing {
  readonly #parts: Parts;
  readonly #api: AnnounceByApi;
  /** Announcements that are shown, or may be. */
  readonly #open: Open[] = [];
  /** Those that are shown until somebody ends them. */
  readonly #staying: Open[] = [];
  #words = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#api = new AnnounceByApi(parts.recorder);
  }

  begin(): void {
    const { hosts, eventIds, random, flow } = this.#parts;
    if (hosts.length === 0) return;
    const host = random.pick(hosts);
    const eventId = random.pick(eventIds);
    if (this.#openIn(eventId) >= OPEN_MAX) {
      const oldest = this.#staying.findIndex((staying) => staying.eventId === eventId);
      const [staying] = oldest === -1 ? [] : this.#staying.splice(oldest, 1);
      if (staying !== undefined) flow(() => this.#end(staying));
      return;
    }
    const place: Open = { host, eventId, announcementId: '', overAt: Infinity };
    this.#open.push(place);
    flow(() => (random.chance(BY_CLOCK) ? this.#byClock(place) : this.#byHand(place)));
  }

  /** Waits until the clock has done what is due; what it has not done in time, organisers do. */
  async tidy(): Promise<void> {
    const { hosts, eventIds } = this.#parts;
    const [host] = hosts;
    if (host === undefined) return;
    const deadline = performance.now() + TIDY_MS;
    for (const eventId of eventIds) await this.#tidyEvent({ host, eventId }, deadline);
  }

  async #tidyEvent(place: Place, deadline: number): Promise<void> {
    for (;;) {
      const listed = await place.host.rest.listAnnouncements(place.eventId);
      const left = listed.ok ? listed.value.announcements.filter(hasTime) : [];
      const isOver = performance.now() > deadline;
      const byHand = isOver ? left : left.filter(isMissed);
      for (const one of byHand) {
        const of = { ...place, announcementId: one.announcementId };
        await (one.state === 'live' ? this.#api.end(of) : this.#api.withdraw(of));
      }
      if (isOver || (listed.ok && left.length === byHand.length)) return;
      await sleep(TIDY_EVERY_MS);
    }
  }

  async #byHand(place: Open): Promise<void> {
    const { random } = this.#parts;
    if (!(await this.#write(place))) return void (place.overAt = 0);
    if (random.chance(0.3)) await this.#api.reword(place, { content: this.#say() });
    const shown = await this.#api.show(place);
    // It may be shown all the same.
    if (shown !== 'done') return this.#end(place);
    for (let left = random.int(0, 2); left > 0; left -= 1) {
      await this.#wait(100, 1_500);
      await this.#api.reword(place, { content: this.#say() });
    }
    await this.#wait(100, 1_500);
    if (random.chance(0.3)) return void this.#staying.push(place);
    if (random.chance(0.3)) return this.#leaveToClock(place);
    await this.#end(place);
  }

  /** Ends it, and deletes it, or keeps it for its report. */
  async #end(place: Open): Promise<void> {
    await this.#api.end(place);
    place.overAt = 0;
    if (!this.#parts.random.chance(0.5)) return;
    await this.#wait(0, 500);
    await this.#api.withdraw(place);
  }

  async #leaveToClock(place: Open): Promise<void> {
    const untilMs = Date.now() + this.#parts.random.int(1_000, 3_000);
    place.overAt = untilMs + LATE_MS;
    const said = { content: this.#say(), shownUntil: toIso(untilMs) };
    // The time may have been over when it came.
    if ((await this.#api.reword(place, said)) !== 'done') await this.#end(place);
  }

  async #byClock(place: Open): Promise<void> {
    const { random } = this.#parts;
    const dueMs = Date.now() + random.int(1_000, 3_000);
    const untilMs = dueMs + random.int(2_000, 4_000);
    const times = { scheduledAt: toIso(dueMs), shownUntil: toIso(untilMs) };
    place.overAt = untilMs + LATE_MS;
    if (!(await this.#write(place, times))) return;
    await this.#wait(0, 1_000);
    if (random.chance(0.3)) {
      const laterMs = dueMs + random.int(500, 2_000);
      await this.#api.schedule(place, { ...times, scheduledAt: toIso(laterMs) });
    } else if (random.chance(0.2)) await this.#api.withdraw(place);
  }

  /** Whether it is known to be written. */
  async #write(place: Open, times: Said = {}): Promise<boolean> {
    const id = await this.#api.write(place, { content: this.#say(), ...times });
    place.announcementId = id ?? '';
    return id !== null;
  }

  #openIn(eventId: string): number {
    const now = Date.now();
    return this.#open.filter((one) => one.eventId === eventId && one.overAt > now).length;
  }

  #say(): string {
    this.#words += 1;
    return `announced ${this.#words}`;
  }

  #wait(minMs: number, maxMs: number): Promise<void> {
    return sleep(this.#parts.random.int(minMs, maxMs));
  }
}

/** Whether the clock has something to do with it yet. */
const hasTime = ({ state, shownUntil }: Announcement): boolean =>
  state === 'scheduled' || (state === 'live' && shownUntil !== null);

/** Whether it was to be shown until now, and was not: the clock does nothing with it any more. */
const isMissed = ({ state, shownUntil }: Announcement): boolean =>
  state === 'scheduled' && shownUntil !== null && Date.parse(shownUntil) < Date.now();

const toIso = (ms: number): string => new Date(ms).toISOString();

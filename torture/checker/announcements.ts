import type {
  AnnouncedLine,
  ConnectionLine,
  FinalLog,
  RequestLine,
  ShowsAnnouncementsLine,
} from '../history.ts';
import { ANNOUNCING } from '../history-entries.ts';
import { AnnouncementActs, AskedOf } from './announcement-acts.ts';
import {
  foldAnnouncements,
  isRowOf,
  type AnnouncementFold,
  type Life,
} from './announcement-fold.ts';
import { claimsOfTimes } from './announcement-times.ts';
import { AnnouncementWords } from './announcement-words.ts';
import { claimsOfAcks, claimsOfAsking, claimsOfOrder } from './announcement-unfit.ts';
import type { Court } from './court.ts';
import type { Faults } from './faults.ts';

const ACTS: ReadonlySet<string> = new Set(ANNOUNCING);

export interface AnnouncementsOptions {
  readonly court: Court;
  readonly finals: readonly FinalLog[];
  readonly faults: Faults;
}

/**
 * K15: announcements. The log shows each once, with each of its words that were acknowledged, and ends it once; rows are what
 * the log makes of them; nothing is there that nobody asked for. By the clock nothing is shown or ended before its time,
 * and nothing late where no fault was near. Only what is shown has words, and these are told to nobody once they are
 * followed. In the end every room of ours shows what the log says, in the order in which it came.
 */
export class Announcements {
  readonly #court: Court;
  readonly #finals: readonly FinalLog[];
  readonly #faults: Faults;
  readonly #folds: ReadonlyMap<string, AnnouncementFold>;
  readonly #acts = new AnnouncementActs();
  readonly #words: AnnouncementWords;
  /** The machine's time of day when the history's began; `null`: the history does not say it. */
  #wallMs: number | null = null;

  constructor({ court, finals, faults }: AnnouncementsOptions) {
    this.#court = court;
    this.#finals = finals;
    this.#faults = faults;
    this.#folds = new Map(finals.map((log) => [log.eventId, foldAnnouncements(log)]));
    this.#words = new AnnouncementWords({
      court,
      folds: this.#folds,
      calmSince: () => faults.calmSince,
      toRunMs: (iso) => this.#toRunMs(iso),
    });
  }

  start(wallMs: number | undefined, at: number): void {
    if (wallMs !== undefined) this.#wallMs = wallMs - at;
  }

  /** @returns whether the request was about an announcement. */
  add(line: RequestLine): boolean {
    if (!ACTS.has(line.does)) return false;
    this.#acts.add(line);
    return true;
  }

  told(line: AnnouncedLine): void {
    this.#words.told(line);
  }

  connection(line: ConnectionLine): void {
    this.#words.connection(line);
  }

  /** What a room shows in the end. */
  show({ at, client, eventId, announcements }: ShowsAnnouncementsLine): void {
    const shown = this.#folds.get(eventId)?.shown.map(asShown) ?? [];
    const has = announcements.map(({ announcementId, content }) => `${announcementId} ${content}`);
    const what = `in the end ${client} shows as announced ${has.join()}, and the log ${shown.join()}`;
    const is = has.join('\n') === shown.join('\n');
    this.#court.check('K15', is, () => ({ what, at, client, eventId }));
  }

  /** @returns how much is otherwise than it must be. */
  finish(at: number): number {
    for (const log of this.#finals) this.#finishLog(log, at);
    for (const [is, what] of claimsOfOrder(this.#acts.known, (id) => this.#lifeOf(id)))
      this.#check(is, what, {});
    return this.#court.count('K15');
  }

  #finishLog(log: FinalLog, at: number): void {
    const { eventId, announcements: rows = [] } = log;
    const { lives, faults } = this.#folds.get(eventId) ?? foldAnnouncements(log);
    for (const { seq, what } of faults) this.#check(false, `the log ${what}`, { eventId, seq });
    for (const row of rows) {
      const what = `row and entries of the announcement ${row.announcementId} do not say the same`;
      this.#check(isRowOf(row, lives.get(row.announcementId)), what, { eventId });
    }
    const byId = new Map(rows.map((row) => [row.announcementId, row]));
    const asked = [...this.#acts.known].flatMap(([id, { acts }]) =>
      acts[0]?.eventId === eventId ? [id] : [],
    );
    for (const id of new Set([...lives.keys(), ...byId.keys(), ...asked])) {
      const row = byId.get(id);
      const of = { id, eventId, life: lives.get(id), hasRow: row !== undefined };
      this.#checkOne({ ...of, asked: this.#askedOf(id, row?.content) }, at);
    }
  }

  #checkOne(of: Judged, at: number): void {
    const { eventId } = of;
    const times = claimsOfTimes(of, {
      endMs: at,
      toRunMs: (iso) => this.#toRunMs(iso),
      wasCalm: (from, to) => this.#faults.wasCalm(from, to),
    });
    for (const [is, what] of [...claimsOfAsking(of), ...claimsOfAcks(of), ...times])
      this.#check(is, what, { eventId });
  }

  /** What was asked of it, also where nobody was told its id. */
  #askedOf(id: string, content: string | undefined): AskedOf {
    const known = this.#acts.known.get(id);
    if (known?.of('announce').length) return known;
    const asked = new AskedOf();
    asked.acts.push(...(this.#acts.nameless(content ?? '')?.acts ?? []), ...(known?.acts ?? []));
    return asked;
  }

  #lifeOf(id: string): Life | undefined {
    for (const { lives } of this.#folds.values()) if (lives.has(id)) return lives.get(id);
    return undefined;
  }

  #toRunMs(iso: string): number | null {
    return this.#wallMs === null ? null : Date.parse(iso) - this.#wallMs;
  }

  #check(is: boolean, what: string, where: { eventId?: string; seq?: number }): void {
    this.#court.check('K15', is, () => ({ what, ...where }));
  }
}

/** An announcement, and everything that is known of it. */
export interface Judged {
  readonly id: string;
  readonly eventId: string;
  readonly life: Life | undefined;
  readonly asked: AskedOf;
  readonly hasRow: boolean;
}

const asShown = ({ id, shows }: Life): string => `${id} ${shows.at(-1)?.content}`;

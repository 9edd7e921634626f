import type { RequestLine } from '../history.ts';

/** What somebody wants of an announcement; the same again under the same words is the same act. */
export interface Act {
  readonly does: RequestLine['does'];
  readonly eventId: string;
  readonly author: string;
  readonly client: string;
  readonly op: number;
  readonly content: string | undefined;
  readonly scheduledAt: string | undefined;
  readonly shownUntil: string | undefined;
  readonly askedAt: number;
  /** When it was acknowledged first; infinite where it was not. */
  doneAt: number;
  /** Requests of it that were not refused for good: as long as there are any, it may have been done. */
  hopes: number;
}

/** Everything that was asked of one announcement, in order. */
export class AskedOf {
  readonly acts: Act[] = [];

  /** Acts of a kind that may have been done. */
  of(...kinds: readonly RequestLine['does'][]): readonly Act[] {
    return this.acts.filter(({ does, hopes }) => hopes > 0 && kinds.includes(does));
  }

  /** Whether it was acknowledged, of this kind. */
  done(kind: RequestLine['does']): Act | undefined {
    return this.acts.find(({ does, doneAt }) => does === kind && doneAt < Infinity);
  }

  /**
   * The times at which the clock may have shown or ended it, ISO 8601: the last one that was acknowledged, and those
   * asked for since of which nobody knows.
   */
  times(which: 'scheduledAt' | 'shownUntil'): readonly string[] {
    const named = this.of('announce', 'schedule', 'reword').filter(
      (act) => act[which] !== undefined,
    );
    const last = named.findLastIndex(({ doneAt }) => doneAt < Infinity);
    return named.slice(Math.max(0, last)).flatMap((act) => act[which] ?? []);
  }
}

/** What was asked about announcements in a run. */
export class AnnouncementActs {
  readonly #known = new Map<string, AskedOf>();
  readonly #open = new Map<number, Act>();
  /** Written, and nobody knows their ids: by their words. */
  readonly #nameless = new Map<string, AskedOf>();

  get known(): ReadonlyMap<string, AskedOf> {
    return this.#known;
  }

  add(line: RequestLine): void {
    if (line.type === 'invoke') return this.#begin(line);
    const act = this.#open.get(line.op);
    if (act === undefined) return;
    if (line.type === 'fail') act.hopes -= 1;
    if (line.type !== 'ok') return;
    act.doneAt = Math.min(act.doneAt, line.at);
    if (line.does === 'announce') this.#name(act, line.announcementId ?? '');
  }

  /** What was asked of the announcement that has these words now, although nobody was told its id. */
  nameless(content: string): AskedOf | undefined {
    return this.#nameless.get(content);
  }

  #begin(line: RequestLine): void {
    const { op, does, eventId, author, client, content, scheduledAt, shownUntil, at } = line;
    const asked = this.#askedOf(line);
    const known = asked.acts.find((one) => one.does === does && isSame(one, line));
    const said = { content, scheduledAt, shownUntil };
    const by = { does, eventId, author, client, op };
    const act = known ?? { ...by, ...said, askedAt: at, doneAt: Infinity, hopes: 0 };
    act.hopes += 1;
    this.#open.set(op, act);
    if (known === undefined) asked.acts.push(act);
  }

  #askedOf({ does, announcementId, content = '' }: RequestLine): AskedOf {
    const asked = does === 'announce' ? new AskedOf() : this.#known.get(announcementId ?? '');
    if (does === 'announce') this.#nameless.set(content, asked ?? new AskedOf());
    if (asked !== undefined) return asked;
    const made = new AskedOf();
    this.#known.set(announcementId ?? '', made);
    return made;
  }

  #name({ content = '' }: Act, announcementId: string): void {
    const asked = this.#nameless.get(content);
    if (asked === undefined) return;
    this.#nameless.delete(content);
    this.#known.set(announcementId, asked);
  }
}

const isSame = (act: Act, line: RequestLine): boolean =>
  act.content === line.content &&
  act.scheduledAt === line.scheduledAt &&
  act.shownUntil === line.shownUntil;

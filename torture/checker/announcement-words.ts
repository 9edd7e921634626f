import type { AnnouncedLine, ConnectionLine } from '../history.ts';
import type { AnnouncementFold, Entry } from './announcement-fold.ts';
import type { Court } from './court.ts';

/** As in K10. */
const LATE_MS = 10_000;

export interface WordsOptions {
  readonly court: Court;
  readonly folds: ReadonlyMap<string, AnnouncementFold>;
  /** Since when no fault has been under way; infinite while one is. */
  readonly calmSince: () => number;
  readonly toRunMs: (iso: string) => number | null;
}

interface Connected {
  readonly connection: number;
  readonly via: string | undefined;
  readonly askedAt: number;
}

/**
 * K15, while the run goes on: everybody is told the same at each place, and words that others have followed, or that are
 * over, are told to nobody, as K10 has it of what was deleted: not to who was told of what followed before, not by a node
 * that told of it before the connection began, and to nobody later than {@link LATE_MS} after it without a fault.
 */
export class AnnouncementWords {
  readonly #options: WordsOptions;
  readonly #connected = new Map<string, Connected>();
  /** By event and place: the words that somebody was told. */
  readonly #words = new Map<string, string>();
  /** By connection and announcement: the furthest place that was told of. */
  readonly #furthest = new Map<string, number>();
  /** By node and place: when it was told of first. */
  readonly #toldBy = new Map<string, number>();

  constructor(options: WordsOptions) {
    this.#options = options;
  }

  connection({ is, client, connection, via, askedAt = -Infinity }: ConnectionLine): void {
    if (is === 'open') this.#connected.set(client, { connection, via, askedAt });
  }

  told(line: AnnouncedLine): void {
    const { announcementId, eventId, seq } = line;
    const life = this.#options.folds.get(eventId)?.lives.get(announcementId);
    const entries = [...(life?.shows ?? []), ...(life?.end ? [life.end] : [])];
    const is = this.#isSame(
      line,
      entries.find((entry) => entry.seq === seq),
    );
    this.#check(line, is, 'what is not in the log');
    const next = entries.find((entry) => entry.seq > seq);
    if (line.isShown && next !== undefined) this.#judge(line, next);
    this.#remember(line);
  }

  /** Words that something has followed. */
  #judge(line: AnnouncedLine, next: Entry): void {
    const why = this.#past(line) ?? this.#nodeKnew(line, next) ?? this.#isLate(line, next);
    this.#check(line, why === null, `words that were followed at place ${next.seq}, ${why}`);
  }

  #remember(line: AnnouncedLine): void {
    const { client, connection, announcementId, eventId, seq, at } = line;
    const key = `${client} ${connection} ${announcementId}`;
    this.#furthest.set(key, Math.max(this.#furthest.get(key) ?? 0, seq));
    const via = this.#viaOf(line);
    const node = `${via} ${eventId} ${seq}`;
    if (via !== undefined && !this.#toldBy.has(node)) this.#toldBy.set(node, at);
  }

  #isSame(line: AnnouncedLine, entry: Entry | undefined): boolean {
    const { isShown, content = '' } = line;
    if (entry === undefined || isShown !== (content !== '')) return false;
    if (!isShown) return entry.isShown !== true;
    // It may have been emptied since.
    const has = entry.content ?? '';
    return entry.isShown === true && (has === '' || has === content) && this.#isToldToAll(line);
  }

  /** Whether everybody was told the same words at this place. */
  #isToldToAll({ eventId, seq, content = '' }: AnnouncedLine): boolean {
    const key = `${eventId} ${seq}`;
    const words = this.#words.get(key) ?? content;
    this.#words.set(key, words);
    return words === content;
  }

  #past({ client, connection, announcementId, seq }: AnnouncedLine): string | null {
    const furthest = this.#furthest.get(`${client} ${connection} ${announcementId}`) ?? 0;
    return furthest > seq ? `after place ${furthest}` : null;
  }

  #nodeKnew(line: AnnouncedLine, next: Entry): string | null {
    const via = this.#viaOf(line);
    const toldAt = this.#toldBy.get(`${via} ${line.eventId} ${next.seq}`) ?? Infinity;
    const askedAt = this.#connected.get(line.client)?.askedAt ?? -Infinity;
    return via !== undefined && toldAt < askedAt
      ? `on a connection to ${via} from after it had told of that`
      : null;
  }

  #isLate({ at }: AnnouncedLine, { createdAt }: Entry): string | null {
    const goneAt = this.#options.toRunMs(createdAt);
    if (goneAt === null) return null;
    const since = Math.max(goneAt, this.#options.calmSince());
    return at > since + LATE_MS ? `${Math.round(at - since)} ms later` : null;
  }

  /** The node that told it, where that is known. */
  #viaOf({ client, connection }: AnnouncedLine): string | undefined {
    const known = this.#connected.get(client);
    return known?.connection === connection ? known.via : undefined;
  }

  #check(
    { client, announcementId, eventId, seq, at }: AnnouncedLine,
    is: boolean,
    of: string,
  ): void {
    const what = `${client} was told of the announcement ${announcementId} ${of}`;
    this.#options.court.check('K15', is, () => ({ what, at, client, eventId, seq }));
  }
}

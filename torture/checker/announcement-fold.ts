import { ANNOUNCEMENTS_SHOWN_MAX } from '../../protocol/wire.ts';
import type { FinalLog } from '../history.ts';

export type Entry = FinalLog['entries'][number];
export type Row = NonNullable<FinalLog['announcements']>[number];

/** All that a log says of one announcement. */
export interface Life {
  readonly id: string;
  /** That it is shown, and each time that it has other words. */
  readonly shows: readonly Entry[];
  readonly end: Entry | undefined;
}

export interface LogFault {
  readonly seq: number;
  readonly what: string;
}

/** What a log says of announcements, followed entry by entry. */
export interface AnnouncementFold {
  readonly lives: ReadonlyMap<string, Life>;
  /** What is shown in the end, in the order in which it came. */
  readonly shown: readonly Life[];
  /** What no log may say, whatever was asked. */
  readonly faults: readonly LogFault[];
}

interface Following {
  readonly id: string;
  readonly shows: Entry[];
  end: Entry | undefined;
}

export function foldAnnouncements({ entries }: FinalLog): AnnouncementFold {
  const lives = new Map<string, Following>();
  const faults: LogFault[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'announcement') continue;
    const id = entry.announcementId ?? '';
    const life = lives.get(id) ?? { id, shows: [], end: undefined };
    const what = faultOf(entry, life, lives.values());
    if (what !== null) faults.push({ seq: entry.seq, what });
    lives.set(id, life);
    if (entry.isShown === true) life.shows.push(entry);
    else life.end ??= entry;
  }
  for (const life of lives.values()) faults.push(...wordsLeft(life));
  const shown = [...lives.values()].filter(isShown);
  return { lives, shown, faults };
}

function faultOf(entry: Entry, life: Life, lives: Iterable<Life>): string | null {
  if (life.end !== undefined) return `has an announcement that was over, ${life.id}`;
  if (entry.isShown !== true)
    return life.shows.length > 0 ? null : `ends an announcement that is not shown, ${life.id}`;
  if (life.shows.length > 0) return null;
  const others = [...lives].filter((each) => isShown(each) && !isPast(each, entry));
  return others.length < ANNOUNCEMENTS_SHOWN_MAX ? null : 'shows more at once than it may';
}

const isShown = ({ shows, end }: Life): boolean => shows.length > 0 && end === undefined;

/** Whether its time was over when something else came. */
const isPast = ({ shows }: Life, { createdAt }: Entry): boolean => {
  const until = shows.at(-1)?.shownUntil;
  return until !== undefined && until <= createdAt;
};

/** Only the newest entry of what is shown has words. */
const wordsLeft = ({ id, shows, end }: Life): LogFault[] =>
  shows.flatMap(({ seq, content = '' }, index) => {
    const isNewest = index === shows.length - 1 && end === undefined;
    if ((content !== '') === isNewest) return [];
    const what = isNewest ? 'has no words of' : 'has kept words of';
    return [
      { seq, what: `${what} ${id} at a place at which ${isNewest ? 'they' : 'none'} must be` },
    ];
  });

/** Whether a row is what the log makes of its announcement. */
export function isRowOf(row: Row, life: Life | undefined): boolean {
  const { shows, end } = life ?? NO_LIFE;
  const places = [shows[0]?.seq, shows.at(-1)?.seq, end?.seq];
  const has = [row.publishedSeq, row.contentSeq, row.endedSeq];
  if (!places.every((seq, index) => (seq ?? null) === has[index])) return false;
  const newest = shows.at(-1);
  if (newest === undefined || end !== undefined) return true;
  return row.content === newest.content && row.shownUntil === (newest.shownUntil ?? null);
}

const NO_LIFE: Omit<Life, 'id'> = { shows: [], end: undefined };

import type { Act } from './announcement-acts.ts';
import type { Claim } from './announcement-unfit.ts';
import type { Judged } from './announcements.ts';

/** How late the clock is at most, where nothing is broken. */
const LATE_MS = 10_000;
/** A job that a node took and did not end is done again after so long. */
const JOB_LOST_MS = 75_000;

interface Known {
  /** When the run ended. */
  readonly endMs: number;
  /** A time of day in the run's milliseconds; `null`: the history does not say it. */
  readonly toRunMs: (iso: string) => number | null;
  /** Whether no fault was under way in all of this time. */
  readonly wasCalm: (from: number, to: number) => boolean;
}

/** What the clock had to do with an announcement: not before its time, and in time where no fault was near. */
export function claimsOfTimes(of: Judged, known: Known): readonly Claim[] {
  const { life, asked } = of;
  const isShown = life !== undefined;
  return [
    ...clockDid(of, known, {
      act: 'shown',
      byHand: asked.of('show'),
      times: asked.times('scheduledAt'),
      doneAt: life?.shows[0]?.createdAt,
    }),
    ...clockDid(of, known, {
      act: 'over',
      byHand: asked.of('end'),
      times: isShown ? asked.times('shownUntil') : [],
      doneAt: life?.end?.createdAt,
    }),
  ];
}

interface Due {
  readonly act: string;
  /** What organisers asked for themselves. */
  readonly byHand: readonly Act[];
  /** When it may have been due, ISO 8601. */
  readonly times: readonly string[];
  /** When it was done, ISO 8601. */
  readonly doneAt: string | undefined;
}

function clockDid(of: Judged, known: Known, due: Due): readonly Claim[] {
  const { act, times, doneAt, byHand } = due;
  if (times.length === 0) return [];
  const doneMs = doneAt === undefined ? Infinity : Date.parse(doneAt);
  const is = byHand.length > 0 || times.some((time) => doneMs >= Date.parse(time));
  const early: Claim = [is, `${of.id} was ${act} at ${doneAt}, before ${times.join()}`];
  const dueMs = owedAt(of, known, due);
  if (dueMs === null) return [early];
  const isInTime = doneAt !== undefined && (known.toRunMs(doneAt) ?? 0) <= dueMs + LATE_MS;
  const what = `${of.id} was to be ${act} at ${times.join()}, and was ${doneAt ?? 'never'}`;
  return [early, [isInTime, what]];
}

/** When it had to be done, if nothing stood in the way, it is sure that the time held, and nobody did it themselves. */
function owedAt({ asked }: Judged, known: Known, { times, byHand }: Due): number | null {
  const [time, another] = times;
  if (time === undefined || another !== undefined) return null;
  const at = known.toRunMs(time);
  if (at === null || at + LATE_MS > known.endMs) return null;
  const others = [...byHand, ...asked.of('withdraw')];
  const isSure = asked.done('announce') !== undefined && others.every(isAfter(at + LATE_MS));
  return isSure && known.wasCalm(at - JOB_LOST_MS, at + LATE_MS) ? at : null;
}

const isAfter =
  (ms: number) =>
  ({ askedAt }: Act): boolean =>
    askedAt > ms;

import type { FinalLog, StandsLine } from '../history.ts';
import type { Court } from './court.ts';

type Entry = FinalLog['entries'][number];
type Row = NonNullable<FinalLog['standings']>[number];

const SAYS: ReadonlySet<string> = new Set(['message', 'message-edited']);
const MODERATORS: ReadonlySet<string> = new Set(['organiser', 'moderator']);

const rowOf = (entry: Entry): Omit<Row, 'person'> => {
  const { status = null, role = 'participant', isMuted = false, isBanned = false } = entry;
  return { status, role, isMuted, isBanned };
};

/** Where people stand and what a room lets them do, by the log alone. */
class Followed {
  readonly people = new Map<string, Omit<Row, 'person'>>();
  isFrozen = false;
  slowSeconds = 0;

  follow(entry: Entry): void {
    const { kind, person, isFrozen = false, slowSeconds = 0 } = entry;
    if (kind === 'room-mode') Object.assign(this, { isFrozen, slowSeconds });
    // Nothing else names a person.
    if (person !== undefined) this.people.set(person, rowOf(entry));
  }

  moderates(person: string): boolean {
    const { status = null, role = '' } = this.people.get(person) ?? {};
    return status !== null && MODERATORS.has(role);
  }
}

/**
 * K13: roles, mutes, bans and modes. Only who moderates acts on others; nothing in the log was said by somebody who was muted, or
 * in a frozen room by somebody who moderates nothing; and in the end the database and every client of ours that is in the room
 * have all of it as the log says it. That nothing reaches the banned is K9. Mutes of a run do not end by themselves.
 */
export class Standings {
  readonly #court: Court;
  readonly #lines: StandsLine[] = [];

  constructor(court: Court) {
    this.#court = court;
  }

  add(line: StandsLine): void {
    this.#lines.push(line);
  }

  /** @returns how much is otherwise than the log says. */
  finish(finals: readonly FinalLog[]): number {
    let wrong = 0;
    const check = (is: boolean, what: string, at: { eventId: string; seq?: number }): void => {
      if (!this.#court.check('K13', is, () => ({ what, ...at }))) wrong += 1;
    };
    for (const log of finals) {
      const { eventId } = log;
      const followed = new Followed();
      for (const entry of log.entries) {
        const unfit = unfitnessOf(entry, followed);
        if (unfit !== null) check(unfit.is, unfit.what, { eventId, seq: entry.seq });
        followed.follow(entry);
      }
      for (const { person, ...row } of log.standings ?? []) {
        const known = followed.people.get(person);
        const is = known !== undefined && sameRow(row, known);
        check(is, `the database has ${person} otherwise than the log`, { eventId });
      }
      for (const line of this.#lines.filter((each) => each.eventId === eventId)) {
        check(sameStanding(line, followed), `${line.client} stands otherwise than the log says`, {
          eventId,
        });
      }
    }
    return wrong;
  }
}

/** What must be so for an entry to be in the log at its place; `null` where nothing of this rule must. */
function unfitnessOf(entry: Entry, before: Followed): { is: boolean; what: string } | null {
  const { kind, actorId, person } = entry;
  if (kind === 'room-mode' || (person !== undefined && person !== actorId)) {
    const what = `the log has a ${kind} of ${actorId}, who moderated nothing then`;
    return { is: before.moderates(actorId), what };
  }
  return SAYS.has(kind) && before.people.has(actorId) ? unfitToSay(entry, before) : null;
}

function unfitToSay({ kind, actorId }: Entry, before: Followed): { is: boolean; what: string } {
  const isMuted = before.people.get(actorId)?.isMuted === true;
  const isFrozen = before.isFrozen && !before.moderates(actorId);
  const what = `the log has a ${kind} of ${actorId}, who was to say nothing then`;
  return { is: !isMuted && !isFrozen, what };
}

const sameRow = (row: Omit<Row, 'person'>, other: Omit<Row, 'person'>): boolean =>
  row.status === other.status &&
  row.role === other.role &&
  row.isMuted === other.isMuted &&
  row.isBanned === other.isBanned;

function sameStanding(line: StandsLine, followed: Followed): boolean {
  const known = followed.people.get(line.person);
  return (
    known !== undefined &&
    known.role === line.role &&
    known.isMuted === line.isMuted &&
    followed.isFrozen === line.isFrozen &&
    followed.slowSeconds === line.slowSeconds
  );
}

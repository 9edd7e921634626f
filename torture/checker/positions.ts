import type { FinalLog, RequestLine, StandsLine } from '../history.ts';
import type { Court } from './court.ts';

/** What is known of one person's position in one event. */
interface Position {
  /** The furthest that was acknowledged since it may have been set back last. */
  floor: number;
  /** Requests under way, or without an outcome for ever, that may set it back. */
  readonly settingBack: Set<number>;
  /** What each move under way began with; none for those of which nothing can be said. */
  readonly floors: Map<number, number>;
}

const SETS_BACK: ReadonlySet<RequestLine['does']> = new Set(['unread', 'attend', 'quit', 'remove']);

/**
 * K14: reading positions. What was acknowledged as read stays read, in later answers and in the end, unless its person marks
 * something as unread, or comes and goes; no position is beyond its log; and in the end every client of ours has the one that
 * the database has. Of somebody who may still be setting it back nothing is said.
 */
export class Positions {
  readonly #court: Court;
  readonly #positions = new Map<string, Position>();
  readonly #lines: StandsLine[] = [];

  constructor(court: Court) {
    this.#court = court;
  }

  stands(line: StandsLine): void {
    this.#lines.push(line);
  }

  add(line: RequestLine): void {
    const { type, op, does, author, target = author, eventId } = line;
    const position = this.#of(eventId, target);
    if (SETS_BACK.has(does)) {
      position.floor = 0;
      // Whatever is under way may have been before it or after it.
      if (type === 'invoke') position.settingBack.add(op);
      else if (type !== 'info') position.settingBack.delete(op);
      position.floors.clear();
    } else if (does === 'read' && type === 'invoke') {
      if (position.settingBack.size === 0) position.floors.set(op, position.floor);
    } else if (does === 'read') {
      this.#answered(line, position);
    }
  }

  /** @returns how much is otherwise than it must be. */
  finish(finals: readonly FinalLog[]): number {
    for (const { eventId, head, standings = [] } of finals) {
      for (const { person, readSeq } of standings) {
        if (readSeq === undefined) continue;
        const { floor, settingBack } = this.#of(eventId, person);
        const isKept = settingBack.size > 0 || readSeq >= floor;
        this.#check(isKept, `${person} had read up to ${floor}; the database says ${readSeq}`, {
          eventId,
        });
        this.#check(readSeq <= head, `${person} has read ${readSeq} of ${head} entries`, {
          eventId,
        });
        for (const line of this.#lines) this.#compare(line, { eventId, person, readSeq });
      }
    }
    return this.#court.count('K14');
  }

  #answered({ op, type, eventId, client, readSeq, at }: RequestLine, position: Position): void {
    const floor = position.floors.get(op);
    position.floors.delete(op);
    if (type !== 'ok' || readSeq === undefined || floor === undefined) return;
    const what = `${client} had read up to ${floor}, and is told ${readSeq}`;
    this.#check(readSeq >= floor, what, { eventId, client, op, at });
    position.floor = Math.max(position.floor, readSeq);
  }

  #compare(
    line: StandsLine,
    { eventId, person, readSeq }: { eventId: string; person: string; readSeq: number },
  ): void {
    if (line.eventId !== eventId || line.person !== person || line.readSeq === undefined) return;
    const { client } = line;
    const what = `${client} has read up to ${line.readSeq}; the database says ${readSeq}`;
    this.#check(line.readSeq === readSeq, what, { eventId, client });
  }

  #check(is: boolean, what: string, at: object): void {
    this.#court.check('K14', is, () => ({ what, ...at }));
  }

  #of(eventId: string, person: string): Position {
    const key = `${eventId} ${person}`;
    const known = this.#positions.get(key) ?? {
      floor: 0,
      settingBack: new Set(),
      floors: new Map(),
    };
    this.#positions.set(key, known);
    return known;
  }
}

import type { RequestLine, SeenLine, WatchLine } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import type { Span } from './span.ts';

/**
 * K9: from the place on at which a person's participation ended until it begins again, nothing of
 * that person is in the log, and nothing reaches that person.
 *
 * Taking part again is no joining again: whoever has not asked to join since is still told nothing.
 * Ours reads the history once it takes part again, and may then show what was said in between.
 * What was owed before the end is K6.
 */
export class Rights {
  readonly #court: Court;
  readonly #clients = new Map<string, WatchLine>();
  /** Clients by event that have asked to join since their last span began. */
  readonly #asked = new Set<string>();

  constructor(court: Court) {
    this.#court = court;
  }

  watch(line: WatchLine): void {
    this.#clients.set(line.client, line);
    if (line.edge === 'from') this.#asked.delete(keyOf(line));
  }

  request(line: RequestLine): void {
    if (line.does === 'join' && line.type === 'invoke') this.#asked.add(keyOf(line));
  }

  /** Whether the client may have seen this. */
  mayHaveSeen(line: SeenLine, log: CheckedLog, span: Span | undefined): boolean {
    const known = this.#clients.get(line.client);
    if (known === undefined) return true;
    const { client, seq, at, eventId } = line;
    const { person, kind } = known;
    const isBeyond = span !== undefined && seq >= span.end && !this.#asked.has(keyOf(line));
    const isAllowed =
      kind === 'smart'
        ? log.takesPartAt(person, seq) || log.takesPartAfter(person, seq)
        : log.takesPartAt(person, seq) && !isBeyond;
    const what = `${client} saw an entry from when it did not take part, or before it had joined again`;
    return this.#court.check('K9', isAllowed, () => ({ what, at, client, eventId, seq }));
  }

  /** @returns how many messages, and changes of them, of people who did not take part the log has. */
  checkLog(log: CheckedLog): number {
    let wrong = 0;
    for (let seq = 1; seq <= log.head; seq += 1) {
      const entry = log.at(seq);
      if (entry === undefined || !SAYS.has(entry.kind)) continue;
      const { eventId } = log;
      const what = `the log has a ${entry.kind} of ${entry.actorId}, who took no part at this place`;
      const isAllowed = log.takesPartAt(entry.actorId, seq);
      if (!this.#court.check('K9', isAllowed, () => ({ what, eventId, seq }))) wrong += 1;
    }
    return wrong;
  }
}

const SAYS: ReadonlySet<string> = new Set(['message', 'message-edited', 'message-deleted']);

const keyOf = ({ client, eventId }: { readonly client: string; readonly eventId: string }) =>
  `${client} ${eventId}`;

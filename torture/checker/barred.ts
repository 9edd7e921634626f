import type { FinalLog, RequestLine } from '../history.ts';
import type { Court } from './court.ts';

/** Who gives applause where a node had told them that they may not. */
export class Barred {
  readonly #court: Court;
  /** By person and event: where their mutes begin in the log. */
  readonly #mutes = new Map<string, number[]>();
  /** How many of them were to be ended so far. */
  readonly #unmutes = new Map<string, number>();
  readonly #asked = new Map<number, RequestLine>();

  constructor(court: Court, finals: readonly FinalLog[]) {
    this.#court = court;
    for (const { eventId, entries } of finals) {
      const muted = new Set<string>();
      for (const { person, isMuted, seq } of entries) {
        if (person === undefined || isMuted === undefined) continue;
        const key = `${person} ${eventId}`;
        if (isMuted && !muted.has(person)) {
          this.#mutes.set(key, [...(this.#mutes.get(key) ?? []), seq]);
        }
        if (isMuted) muted.add(person);
        else muted.delete(person);
      }
    }
  }

  request(line: RequestLine): void {
    const { type, does, op, eventId, target = '' } = line;
    if (does === 'unmute' && type === 'invoke') {
      const key = `${target} ${eventId}`;
      this.#unmutes.set(key, (this.#unmutes.get(key) ?? 0) + 1);
    }
    if (does !== 'cheer') return;
    if (type === 'invoke') this.#asked.set(op, line);
    else this.#answered(line);
  }

  #answered({ type, op, client, eventId, at }: RequestLine): void {
    const asked = this.#asked.get(op);
    this.#asked.delete(op);
    const why = asked === undefined ? null : this.#whyNot(asked);
    if (why === null || type === 'info') return;
    const what = `${client} applauded, and had been told by the node ${why}`;
    this.#court.check('K18', type === 'fail', () => ({ what, at, client, eventId, op }));
  }

  /** Each mute is ended by a request after it, so that the last one had not been where fewer were. */
  #whyNot({ author, eventId, mutedAt, isOut }: RequestLine): string | null {
    if (isOut === true) return 'that they are out of the room';
    if (mutedAt === undefined) return null;
    const key = `${author} ${eventId}`;
    const mutes = (this.#mutes.get(key) ?? []).filter((seq) => seq <= mutedAt).length;
    const isMuted = mutes > (this.#unmutes.get(key) ?? 0);
    return isMuted ? `that they are muted, at place ${mutedAt}` : null;
  }
}

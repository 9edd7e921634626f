import type { RequestLine } from '../history.ts';

/** How often each person has stopped taking part in each event and begun again, as they were told. */
export class Comings {
  readonly #out = new Set<string>();
  readonly #returns = new Map<string, number>();

  add({ type, does, author, target = author, eventId }: RequestLine): void {
    if (type !== 'ok') return;
    const key = keyOf(target, eventId);
    if (does === 'quit' || does === 'remove') this.#out.add(key);
    if (does !== 'attend' || !this.#out.delete(key)) return;
    this.#returns.set(key, (this.#returns.get(key) ?? 0) + 1);
  }

  returnsOf(person: string, eventId: string): number {
    return this.#returns.get(keyOf(person, eventId)) ?? 0;
  }
}

const keyOf = (person: string, eventId: string): string => `${person} ${eventId}`;

import type { HereLine, ListedPeopleLine, ShowsPeopleLine, VisibilityLine } from '../history.ts';
import { Present } from '../present.ts';
import type { Court } from './court.ts';
import type { TakingPart } from './taking-part.ts';

/**
 * K16: who is here. Nobody is named in a list that was asked for after it was acknowledged that they take part no longer, or
 * are invisible, and before they asked for the opposite. In the end every room of ours shows those who are there, each once,
 * and which of them are away; where they are too many it names nobody.
 */
export class Presence {
  readonly #court: Court;
  readonly #takingPart: TakingPart;
  readonly #hiddenSince = new Map<string, number>();
  readonly #here = new Present();
  readonly #shown: ShowsPeopleLine[] = [];

  constructor(court: Court, takingPart: TakingPart) {
    this.#court = court;
    this.#takingPart = takingPart;
  }

  add(line: VisibilityLine | ListedPeopleLine | HereLine | ShowsPeopleLine): void {
    if (line.type === 'visibility') this.#chose(line);
    else if (line.type === 'listed-people') this.#listed(line);
    else if (line.type === 'shows-people') this.#shown.push(line);
    else if (!line.isInvisible) this.#here.add(line);
  }

  #chose({ person, isInvisible, is, at }: VisibilityLine): void {
    if (!isInvisible) this.#hiddenSince.delete(person);
    else if (is === 'done') this.#hiddenSince.set(person, at);
  }

  #listed({ client, eventId, askedAt, at, people }: ListedPeopleLine): void {
    for (const person of people ?? []) {
      const isOut = this.#takingPart.hadLeft(person, eventId, askedAt);
      const isHidden = (this.#hiddenSince.get(person) ?? Infinity) < askedAt;
      const why = isOut ? 'who had been put out, or had left' : 'who was invisible';
      const what = `${client} was told that ${person} is here, ${why}`;
      const is = !isOut && !isHidden;
      this.#court.check('K16', is, () => ({ what, at, client, eventId }));
    }
  }

  /** @returns how much is otherwise than it must be. */
  finish(): number {
    for (const { client, eventId, at, people } of this.#shown) {
      const wrong = this.#here.wrongIn(eventId, people);
      const what = `in the end ${client} shows ${wrong}`;
      this.#court.check('K16', wrong === null, () => ({ what, at, client, eventId }));
    }
    return this.#court.count('K16');
  }
}

import type { FinalLog, RequestLine, ShowsLine, ShowsPinsLine } from '../history.ts';
import type { Court } from './court.ts';
import { Pins } from './pins.ts';
import { Reactions } from './reactions.ts';

/** What people put on messages: reactions and pins. */
export class Marks {
  readonly #reactions: Reactions;
  readonly #pins: Pins;

  constructor(court: Court, finals: readonly FinalLog[]) {
    this.#reactions = new Reactions(court, finals);
    this.#pins = new Pins(court, finals);
  }

  /** @returns whether the request was about one of them. */
  add(line: RequestLine): boolean {
    const isPin = line.does === 'pin' || line.does === 'unpin';
    if (isPin) this.#pins.add(line);
    else if (line.does === 'react') this.#reactions.add(line);
    return isPin || line.does === 'react';
  }

  show(line: ShowsLine, person: string | undefined): void {
    this.#reactions.show(line, person);
  }

  showPins(line: ShowsPinsLine): void {
    this.#pins.show(line);
  }

  /** @returns how much is otherwise than it must be. */
  finish(): { readonly lost: number; readonly forked: number; readonly unexpected: number } {
    this.#reactions.finish();
    this.#pins.finish();
    return {
      lost: this.#reactions.lost + this.#pins.lost,
      forked: this.#reactions.forked + this.#pins.forked,
      unexpected: this.#reactions.unexpected + this.#pins.unexpected,
    };
  }
}

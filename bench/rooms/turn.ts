import type { TalkOrder } from '../generator/boundary.ts';
import { whyNot } from '../generator/trust.ts';
import { tryOut, type Contender, type Round } from './talked.ts';

/** What one contender is asked to do whenever it is its turn, and what came of it. */
export interface Turn {
  readonly name: string;
  readonly contender: Contender;
  readonly order: TalkOrder;
  readonly rounds: Round[];
}

export const toTurn = (contender: Contender, order: TalkOrder, how?: string): Turn => ({
  name: how === undefined ? contender.name : `${contender.name}, ${how}`,
  contender,
  order,
  rounds: [],
});

const PATIENCE_MS = 1_000;

/**
 * The first of several turns in which the server keeps up and the generator is not the limit; trying them
 * warms up as well. None where it is so with none.
 */
export async function firstPossible(turns: readonly Turn[]): Promise<readonly Turn[]> {
  for (const turn of turns) {
    const talk = await tryOut(turn.contender, { ...turn.order, patienceMs: PATIENCE_MS });
    if (!talk.isOverrun && whyNot(talk) === null) return [turn];
  }
  return [];
}

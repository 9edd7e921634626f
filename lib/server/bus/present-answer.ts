import { z } from 'zod';

import { parseGiven } from '../../../protocol/parse.ts';
import { NAMED_PRESENT_MAX } from '../../../protocol/wire.ts';

const PresentAnswer = z.object({
  /** Which question it answers. */
  ask: z.string().max(64),
  /** Whether somebody who is in the room is on the node that says so. */
  isInside: z.boolean(),
  present: z.object({
    online: z.int().nonnegative(),
    people: z
      .array(z.object({ userId: z.string().min(1).max(64), isAway: z.boolean() }))
      .max(NAMED_PRESENT_MAX)
      .nullable(),
  }),
});
export type PresentAnswer = z.output<typeof PresentAnswer>;

/** Fits one notification of the database. */
export const toPresentAnswer = (answer: {
  readonly ask: string;
  readonly isInside: boolean;
  readonly present: {
    readonly online: number;
    readonly people: readonly { readonly userId: string; readonly isAway: boolean }[] | null;
  };
}): string => JSON.stringify(answer);

/** Reads what came by the database; anybody who reaches it may send anything. */
export function readPresentAnswer(text: string): PresentAnswer | null {
  try {
    return parseGiven(PresentAnswer, JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

import { z } from 'zod';

import type { ReactionCount } from '../domain/log.ts';

/** A message's reactions as they lie in the log and beside the message: `[[emoji, count], …]`. */
export const ReactionCounts = z
  .array(z.tuple([z.string(), z.int().positive()]))
  .transform((all) => all.map(([emoji, count]) => ({ emoji, count })));

export const toStoredCounts = (
  reactions: readonly ReactionCount[],
): readonly (readonly [string, number])[] => reactions.map(({ emoji, count }) => [emoji, count]);

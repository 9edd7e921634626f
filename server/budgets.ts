import type { Budget } from '../domain/ports.ts';
import { createBudget, createMessageBudget } from '../lib/server/budgets.ts';
import type { Limits } from '../lib/server/limits.ts';

export interface Budgets {
  readonly messages: Budget;
  /** Edits and deletions of messages. */
  readonly changes: Budget;
  readonly joins: Budget;
  readonly typingStarts: Budget;
}

/** What each person may still do on this node, over all their connections. */
export const createBudgets = (limits: Limits): Budgets => ({
  messages: createMessageBudget(limits),
  changes: createBudget({ points: limits.changesPerMinute, seconds: 60 }),
  joins: createBudget({ points: limits.joinsPerSecond, seconds: 1 }),
  typingStarts: createBudget({ points: limits.typingStartsPer20s, seconds: 20 }),
});

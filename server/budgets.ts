import type { Budget } from '../domain/ports.ts';
import { createBudget, createMessageBudget } from '../lib/server/budgets.ts';
import type { Limits } from '../lib/server/limits.ts';

export interface Budgets {
  readonly messages: Budget;
  /** Edits and deletions of messages, pins, and what moderators do. */
  readonly changes: Budget;
  readonly reactions: Budget;
  /** Questions that are asked. */
  readonly questions: Budget;
  readonly reading: Budget;
  readonly joins: Budget;
  readonly typingStarts: Budget;
  readonly activity: Budget;
  readonly visibility: Budget;
  readonly cheers: Budget;
}

/** What each person may still do on this node, over all their connections. */
export const createBudgets = (limits: Limits): Budgets => ({
  messages: createMessageBudget(limits),
  changes: createBudget({ points: limits.changesPerMinute, seconds: 60 }),
  questions: createBudget({ points: limits.questionsPerMinute, seconds: 60 }),
  reactions: createBudget({ points: limits.reactionsPer10s, seconds: 10 }),
  reading: createBudget({ points: limits.readingMovesPerMinute, seconds: 60 }),
  joins: createBudget({ points: limits.joinsPerSecond, seconds: 1 }),
  activity: createBudget({ points: limits.activityChangesPerMinute, seconds: 60 }),
  visibility: createBudget({ points: limits.visibilityChangesPerMinute, seconds: 60 }),
  cheers: createBudget({ points: limits.cheersPer10s, seconds: 10 }),
  typingStarts: createBudget({ points: limits.typingStartsPer20s, seconds: 20 }),
});

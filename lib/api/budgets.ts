import type { Budget } from '../../domain/ports.ts';
import { createBudget, createMessageBudget } from '../server/budgets.ts';
import type { Limits } from '../server/limits.ts';

/** What may still be done through the API of this process. */
export interface Budgets {
  readonly messages: Budget;
  /** Edits and deletions of messages, pins, and what moderators do. */
  readonly changes: Budget;
  readonly reactions: Budget;
  /** Questions that are asked. */
  readonly questions: Budget;
  readonly reading: Budget;
  readonly visibility: Budget;
  /** Every request, by person. */
  readonly requests: Budget;
  /** By person. */
  readonly searches: Budget;
  /** By person. */
  readonly uploads: Budget;
  /** By person. */
  readonly newEvents: Budget;
  /** By person. */
  readonly exports: Budget;
  /** By account and address. */
  readonly signIns: Budget;
  /** By account. */
  readonly signInsAnywhere: Budget;
  /** Requests that make a session, by address. */
  readonly entries: Budget;
}

export const createBudgets = (limits: Limits): Budgets => ({
  messages: createMessageBudget(limits),
  changes: createBudget({ points: limits.changesPerMinute, seconds: 60 }),
  questions: createBudget({ points: limits.questionsPerMinute, seconds: 60 }),
  reactions: createBudget({ points: limits.reactionsPer10s, seconds: 10 }),
  reading: createBudget({ points: limits.readingMovesPerMinute, seconds: 60 }),
  visibility: createBudget({ points: limits.visibilityChangesPerMinute, seconds: 60 }),
  requests: createBudget({ points: limits.requestsPerMinute, seconds: 60 }),
  searches: createBudget({ points: limits.searchesPerMinute, seconds: 60 }),
  uploads: createBudget({ points: limits.uploadsPerHour, seconds: 3_600 }),
  newEvents: createBudget({ points: limits.newEventsPerHour, seconds: 3_600 }),
  exports: createBudget({ points: limits.exportsPerHour, seconds: 3_600 }),
  signIns: createBudget({ points: limits.signInsPerMinute, seconds: 60 }),
  signInsAnywhere: createBudget({ points: limits.signInsAnywherePerMinute, seconds: 60 }),
  entries: createBudget({ points: limits.entriesPerMinute, seconds: 60 }),
});

import { RateLimiterMemory } from 'rate-limiter-flexible';

import type { Budget } from '../../domain/ports.ts';
import { toBudget } from '../../server/budgets.ts';

interface Rate {
  readonly points: number;
  readonly seconds: number;
}

/**
 * How often what may be done, beside the limits that sockets and API share (`server/limits.ts`). Each process
 * counts for itself.
 *
 * A venue puts thousands of honest people behind one address, so what is counted
 * by address is loose; what is counted by person or by account is tight.
 */
export interface LimitSettings {
  /** Every request of one person: room for a script that pages through everything, not for a runaway loop. */
  readonly requests: Rate;
  /** Events that one person may create. */
  readonly newEvents: Rate;
  /** Tries at one account from one address: guessing passwords. */
  readonly signIn: Rate;
  /** Tries at one account from anywhere: guessing from many addresses; too loose to lock its owner out for long. */
  readonly signInAnywhere: Rate;
  /** New accounts, guests and sign-ins of one address: a queue at the door, not a flood. */
  readonly entries: Rate;
}

export const DEFAULT_LIMITS: LimitSettings = {
  requests: { points: 2_000, seconds: 60 },
  newEvents: { points: 60, seconds: 3_600 },
  signIn: { points: 5, seconds: 60 },
  signInAnywhere: { points: 30, seconds: 60 },
  entries: { points: 600, seconds: 60 },
};

export type Budgets = { readonly [Name in keyof LimitSettings]: Budget };

export const createBudgets = (settings: LimitSettings): Budgets => ({
  requests: createBudget(settings.requests),
  newEvents: createBudget(settings.newEvents),
  signIn: createBudget(settings.signIn),
  signInAnywhere: createBudget(settings.signInAnywhere),
  entries: createBudget(settings.entries),
});

const createBudget = ({ points, seconds }: Rate): Budget =>
  toBudget(new RateLimiterMemory({ points, duration: seconds }));

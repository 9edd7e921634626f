import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import type { Budget } from '../domain/ports.ts';
import type { Limits } from './limits.ts';

export interface Budgets {
  readonly messages: Budget;
  readonly joins: Budget;
  readonly typingStarts: Budget;
}

/** Seconds in which the extra messages of a burst come back. */
const BURST_SECONDS = 10;

type MessageLimits = Pick<Limits, 'messagesPerSecond' | 'messagesBurst' | 'messagesPerMinute'>;

/** What each person may still send by this process, over all their devices. */
export function createMessageBudget(limits: MessageLimits): Budget {
  const { messagesPerSecond, messagesBurst, messagesPerMinute } = limits;
  const steady = new RateLimiterMemory({ points: messagesPerSecond, duration: 1 });
  const burst = new RateLimiterMemory({
    points: Math.max(0, messagesBurst - messagesPerSecond),
    duration: BURST_SECONDS,
  });
  const perMinute = new RateLimiterMemory({ points: messagesPerMinute, duration: 60 });
  return inTurn(toBudget(new BurstyRateLimiter(steady, burst)), toBudget(perMinute));
}

/** What each person may still do on this node, over all their connections. */
export function createBudgets(limits: Limits): Budgets {
  const joins = new RateLimiterMemory({ points: limits.joinsPerSecond, duration: 1 });
  const typing = new RateLimiterMemory({ points: limits.typingStartsPer20s, duration: 20 });
  return {
    messages: createMessageBudget(limits),
    joins: toBudget(joins),
    typingStarts: toBudget(typing),
  };
}

/** A limiter as `domain` asks for it. */
export const toBudget = (limiter: Pick<RateLimiterMemory, 'consume'>): Budget => ({
  async take(userId) {
    try {
      await limiter.consume(userId);
      return null;
    } catch (error) {
      if (error instanceof RateLimiterRes) return { retryAfterMs: Math.ceil(error.msBeforeNext) };
      throw error;
    }
  },
});

const inTurn = (first: Budget, second: Budget): Budget => ({
  take: async (userId) => (await first.take(userId)) ?? (await second.take(userId)),
});

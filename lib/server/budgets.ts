import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import type { Budget } from '../../domain/ports.ts';
import type { Limits } from './limits.ts';

export interface Rate {
  readonly points: number;
  readonly seconds: number;
}

/** Seconds in which the extra messages of a burst come back. */
const BURST_SECONDS = 10;

/** A budget that is whole again after each stretch of `seconds`; counted in this process alone. */
export const createBudget = ({ points, seconds }: Rate): Budget =>
  toBudget(new RateLimiterMemory({ points, duration: seconds }));

/**
 * What each person may still send through this process, over all their devices.
 * Sockets and API count by the same limits; processes do not know of each other.
 */
export function createMessageBudget(
  limits: Pick<Limits, 'messagesPerSecond' | 'messagesBurst' | 'messagesPerMinute'>,
): Budget {
  const { messagesPerSecond, messagesBurst, messagesPerMinute } = limits;
  const steady = new RateLimiterMemory({ points: messagesPerSecond, duration: 1 });
  const burst = new RateLimiterMemory({
    points: Math.max(0, messagesBurst - messagesPerSecond),
    duration: BURST_SECONDS,
  });
  return inTurn(
    toBudget(new BurstyRateLimiter(steady, burst)),
    createBudget({ points: messagesPerMinute, seconds: 60 }),
  );
}

const toBudget = (limiter: Pick<RateLimiterMemory, 'consume'>): Budget => ({
  async take(key) {
    try {
      await limiter.consume(key);
      return null;
    } catch (error) {
      if (error instanceof RateLimiterRes) return { retryAfterMs: Math.ceil(error.msBeforeNext) };
      throw error;
    }
  },
});

const inTurn = (first: Budget, second: Budget): Budget => ({
  take: async (key) => (await first.take(key)) ?? (await second.take(key)),
});

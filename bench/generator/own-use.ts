import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

const LOOP_STEP_MS = 5;
const NANOSECONDS_IN_MS = 1e6;

/** How much of the time this process's event loop was busy, and how late it was. */
export interface OwnUse {
  readonly busy: number;
  readonly lagP99Ms: number;
}

/** Watches this process from now on; the answer ends that, and says what it was. */
export function watchOwnUse(): () => OwnUse {
  const before = performance.eventLoopUtilization();
  const delay = monitorEventLoopDelay({ resolution: LOOP_STEP_MS });
  delay.enable();
  return () => {
    delay.disable();
    const busy = performance.eventLoopUtilization(before).utilization;
    const lagP99Ms = Math.max(0, delay.percentile(99) / NANOSECONDS_IN_MS - LOOP_STEP_MS);
    return { busy, lagP99Ms };
  };
}

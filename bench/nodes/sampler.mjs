// Loaded into a node before it starts: tells its parent twice a second what the process costs, and how long its event
// loop kept others waiting since the parent said 'reset' first: to measure that wakes the node 200 times a second. At
// 'collect' it frees what it can, and says what is left.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY_MS = 500;
const NANOSECONDS_IN_MS = 1e6;
/** What is freed by one collection is given back to the system by a later one. */
const COLLECTIONS = 4;

const delay = monitorEventLoopDelay({ resolution: 5 });
process.on('message', (message) => {
  if (message === 'reset') restart();
  if (message === 'collect') void collect();
});
setInterval(() => process.send?.(sample()), EVERY_MS).unref();
// The channel alone must not keep the process.
process.channel?.unref();

function restart() {
  delay.enable();
  delay.reset();
}

function sample() {
  const cpu = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    loopDelayP99Ms: delay.percentile(99) / NANOSECONDS_IN_MS,
    loopDelayMaxMs: delay.max / NANOSECONDS_IN_MS,
    rssBytes: rss,
    heapBytes: heapUsed,
    cpuMs: (cpu.user + cpu.system) / 1_000,
  };
}

async function collect() {
  const before = sample();
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  for (let n = 0; n < COLLECTIONS; n += 1) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  process.send?.({ ...sample(), cpuMs: before.cpuMs, isCollected: true });
}

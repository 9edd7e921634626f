// Loaded into a node before it starts: tells its parent twice a second how long its event loop kept others
// waiting since the parent said 'reset', and what the process costs.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const EVERY_MS = 500;
const NANOSECONDS_IN_MS = 1e6;

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('message', (message) => {
  if (message === 'reset') delay.reset();
});
setInterval(() => {
  const cpu = process.cpuUsage();
  process.send?.({
    loopDelayP99Ms: delay.percentile(99) / NANOSECONDS_IN_MS,
    loopDelayMaxMs: delay.max / NANOSECONDS_IN_MS,
    rssBytes: process.memoryUsage.rss(),
    cpuMs: (cpu.user + cpu.system) / 1_000,
  });
}, EVERY_MS).unref();
// The channel alone must not keep the process.
process.channel?.unref();

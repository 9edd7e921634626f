import { subscribe } from 'node:diagnostics_channel';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Socket } from 'node:net';
import process from 'node:process';

/**
 * Preloaded into the nodes of a torture run (`node --import`): tells the runner, over the channel between parent
 * and child, what the process costs. It looks at the process from outside of the product, through Node's own
 * diagnostics, so that the product needs no way in for it.
 */
const EVERY_MS = 1_000;
const NANOSECONDS_IN_MS = 1e6;

const sockets = new Set<Socket>();
subscribe('net.server.socket', (message) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's documented message
  const { socket } = message as { readonly socket: Socket };
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

const timer = setInterval(() => {
  const sample = {
    rssBytes: process.memoryUsage.rss(),
    sockets: sockets.size,
    loopDelayP99Ms: Math.round((delay.percentile(99) / NANOSECONDS_IN_MS) * 100) / 100,
    largestBufferBytes: Math.max(0, ...[...sockets].map(({ writableLength }) => writableLength)),
  };
  delay.reset();
  if (process.connected) process.send?.(sample, () => {});
}, EVERY_MS);
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the browser's types of timers come first here
(timer as unknown as NodeJS.Timeout).unref();

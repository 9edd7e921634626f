import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { startGenerator } from '../generator/generator.ts';
import { freePort } from '../nodes/node-process.ts';
import type { Contender } from './talked.ts';

/** Its subjects have no people in them: names stand for tokens. */
const subscribers = (count: number): { token: string; eventIds: string[] }[] =>
  Array.from({ length: count }, (_, index) => ({
    token: `subscriber-${index}`,
    eventIds: ['room'],
  }));

/** NATS with as many subscribers of one subject; null where it is not installed. */
export async function openNats(people: number): Promise<(Contender & AsyncDisposable) | null> {
  await using stack = new AsyncDisposableStack();
  const port = await freePort();
  const args = ['--addr', '127.0.0.1', '--port', String(port)];
  const server = spawn('nats-server', args, { stdio: 'ignore' });
  const isStarted = await Promise.race([
    once(server, 'spawn').then(() => true),
    once(server, 'error').then(() => false),
  ]);
  if (!isStarted) return null;
  stack.defer(async () => {
    const ended = once(server, 'exit');
    if (server.kill('SIGKILL')) await ended;
  });
  const generator = stack.use(startGenerator());
  // Who comes before it listens tries again.
  await generator.connect({ wire: 'nats', port, people: subscribers(people) });
  const owned = stack.move();
  return {
    name: 'nats-server, not stored',
    pid: server.pid ?? NaN,
    generator,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

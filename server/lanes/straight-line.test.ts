import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { StraightLine } from './straight-line.ts';

/** Both ends of a TCP connection. What comes is not read at the near end, which so learns of nothing by reading. */
async function connectPair() {
  const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [Socket];
  near.on('error', () => {});
  return {
    near,
    far,
    line: StraightLine.of(near),
    async [Symbol.asyncDispose]() {
      near.destroy();
      far.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const bytes = Buffer.alloc(60_000, 'x');

test('[ROOM-25] what the kernel does not take waits, counted, and comes before what the stream is given later', async () => {
  await using pair = await connectPair();
  const { near, far, line } = pair;
  far.pause();
  let sent = 0;
  for (; line.waitingBytes === 0; sent += bytes.length) line.write(bytes);
  expect(line.isFree).toBe(false);
  near.end('the end');
  const heard: Buffer[] = [];
  for await (const chunk of far) heard.push(chunk as Buffer);
  const text = Buffer.concat(heard).toString();
  expect(text).toHaveLength(sent + 'the end'.length);
  expect(text.slice(sent)).toBe('the end');
  expect(line.waitingBytes).toBe(0);
});

test('[ROOM-25] a connection that it can not be written to ends', async () => {
  await using pair = await connectPair();
  const { near, far, line } = pair;
  far.resetAndDestroy();
  await once(far, 'close');
  while (!near.destroyed) {
    line.write(bytes);
    await turn();
  }
  line.write(bytes);
});

test('[ROOM-25] a connection that breaks while something waits for it ends', async () => {
  await using pair = await connectPair();
  const { near, far, line } = pair;
  far.pause();
  while (line.waitingBytes === 0) line.write(bytes);
  far.resetAndDestroy();
  await new Promise((resolve) => near.once('close', resolve));
  expect(line.waitingBytes).toBe(0);
});

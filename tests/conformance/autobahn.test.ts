import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { startStack, waitUntil } from '../harness/stack.ts';

const PYTHON = '/usr/bin/python3';
const hasAutobahn =
  existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import autobahn.asyncio']).status === 0;

test.skipIf(!hasAutobahn)(
  '[PROTO-19] the WebSocket of another library, python3-autobahn: join, send, receive, close',
  async () => {
    await using stack = await startStack();
    const alice = await stack.participant('Alice');
    const bob = await stack.joined(await stack.participant('Bob'));
    const script = fileURLToPath(new URL('harness/autobahn_client.py', import.meta.url));
    const { url } = stack.node();
    const running = promisify(execFile)(PYTHON, [script, url, alice.token, stack.eventId]);
    await waitUntil(() => bob.of('new-message').length === 1, 'the message from Python');
    expect(bob.of('new-message')).toMatchObject([
      { content: 'hello from Autobahn 🎉', userName: 'Alice' },
    ]);
    await bob.request('send-message', { eventId: stack.eventId, content: 'hello from JavaScript' });
    const heard = JSON.parse((await running).stdout) as readonly (readonly unknown[])[];
    expect(heard.filter(([kind]) => kind === 'answer')).toEqual([
      ['answer', 1, true],
      ['answer', 2, true],
    ]);
    expect(heard.filter(([kind]) => kind !== 'answer')).toEqual([
      ['new-message', 'hello from Autobahn 🎉'],
      ['new-message', 'hello from JavaScript'],
      ['closed', true, 1000],
    ]);
  },
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';

import { familyCpuMs, readUse } from './process-use.ts';

const WORK = 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done';

test.skipIf(process.platform !== 'linux').each([
  ['a child that has ended', `(${WORK}); echo worked; read forever`],
  ['a child that is there', `(${WORK}; echo worked; exec sleep 60) & read forever; kill $!`],
])('[BENCH-15] CPU time of a process counts that of %s', async (_, script) => {
  const shell = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    const ended = once(shell, 'exit');
    shell.stdin.end('\n');
    await ended;
  });
  await once(shell.stdout, 'data');
  const pid = shell.pid ?? NaN;
  expect(familyCpuMs(pid) - readUse(pid).cpuMs).toBeGreaterThan(30);
});

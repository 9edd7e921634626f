import { expect, test } from 'vitest';

import { runAgainstDeployment } from '../../torture/deployment/run.ts';
import { startApi } from '../harness/api.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { startStack } from '../harness/stack.ts';

test('a deployment is checked from outside: guests chat, lose connections, and all of it is removed', async () => {
  await using stack = await startStack();
  await using api = await startApi({ database: stack.database });
  using folder = temporaryFolder();
  const options = { url: api.url, sockets: stack.node().url, seconds: 6, seed: 1 };
  const stopped = new AbortController().signal;
  const verdict = await runAgainstDeployment(options, { folder: folder.path, stopped });

  expect(verdict).toMatchObject({ violations: [], lost: 0, doubled: 0, reordered: 0, forked: 0 });
  expect(verdict.acknowledged).toBeGreaterThan(5);
  const left = await stack.database.db.selectFrom('user').select('id').execute();
  expect(left).toEqual([]);
  const events = await stack.database.db.selectFrom('event').select('title').execute();
  expect(events).toEqual([{ title: 'Summer party' }]);
}, 60_000);

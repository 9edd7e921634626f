import { expect, test } from 'vitest';

import { openDatabaseProxy } from '../harness/database-proxy.ts';
import { connected, openDevice } from '../harness/device.ts';
import { startNodeProcess } from '../harness/node-process.ts';
import { say } from '../harness/say.ts';
import { startStack, waitUntil } from '../harness/stack.ts';
import { connectStock, openStock, type StockClient } from './harness/stock-client.ts';

/** What it would bring along with its next handshake. */
function placeOf(client: StockClient) {
  // oxlint-disable-next-line no-underscore-dangle -- its own name for it
  const { _pid: pid } = client.socket as unknown as { readonly _pid?: string };
  return { pid, offset: client.named('new-message').at(-1)?.at(-1) };
}

test('[STOCK-2] a node that is not as far as a client says nothing of it: it would get what it has once more', async () => {
  await using stack = await startStack();
  const { eventId, database } = stack;
  const ada = await stack.participant('Ada');
  const bob = await stack.participant('Bob');
  await using proxy = await openDatabaseProxy(database);
  await using behind = await startNodeProcess({ database: { ...database, url: proxy.url } });
  // Has the room open there, while it is where it is.
  using inside = await connected(openDevice({ url: behind.url, auth: { token: bob.token } }));
  await inside.request('join-event', { eventId });

  const auth = { token: ada.token, resume: true };
  using first = await connectStock({ version: '4.8', url: stack.nodes[0]?.url ?? '', auth });
  await first.request('join-event', { eventId });
  proxy.setCut(true);
  await say(stack, bob, ['one', 'two']);
  await waitUntil(() => first.contents().length === 2, 'what was said');
  const brought = { ...auth, ...placeOf(first) };
  first.socket.disconnect();

  const holder = await database.pool.connect();
  await holder.query('begin');
  // Rights can be read, and the log can't.
  await holder.query('lock table log_entry in access exclusive mode');
  proxy.setCut(false);
  using back = await openStock({ version: '4.8', url: behind.url, auth: brought });
  try {
    await waitUntil(() => back.recoveries.length > 1, 'it to be sent away', 40_000);
    expect(back.notices).toEqual([]);
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  await say(stack, bob, ['three']);
  await waitUntil(() => back.contents().length > 0, 'what is new', 20_000);
  await back.settle();
  expect(back.contents()).toEqual(['three']);
}, 90_000);

import { expect, test } from 'vitest';

import type { SearchPage } from '../../protocol/search.ts';
import { startApi } from '../harness/api.ts';
import { meetByApi, toPerson } from '../harness/api-person.ts';
import { uploaded } from '../harness/files.ts';
import { indexAll } from '../harness/search-index.ts';
import { startStack } from '../harness/stack.ts';

const SLOW_MS = 90_000;
const bytes = Buffer.from('some text');

test(
  '[FILE-15] a message with files is found by `has=file` and by the names of its files, indexed or not, and not once it is deleted',
  async () => {
    const limits = { messagesPerSecond: 999, messagesBurst: 999, messagesPerMinute: 999 };
    await using api = await startApi({ limits });
    const { alice, eventId, messages } = await meetByApi(api);
    const plan = await uploaded(api, alice, eventId, { name: 'Floor plan.pdf.txt', bytes });
    const say = (content: string, attachments?: string[]) =>
      alice.send('POST', messages, { content, ...(attachments && { attachments }) });
    const sent = await say('see the plan', [plan.id]);
    await say('no plan here');
    const ask = async (query: Record<string, string>): Promise<string[]> => {
      const reply = await alice.get(`/api/events/${eventId}/search?${new URLSearchParams(query)}`);
      const { results } = reply.body as SearchPage;
      return results.map(({ message, ranges }) => `${message.content} ${JSON.stringify(ranges)}`);
    };
    const check = async () => {
      expect(await ask({ has: 'file' })).toEqual(['see the plan []']);
      expect(await ask({ query: 'plan', has: 'file' })).toEqual(['see the plan [[8,12]]']);
      expect(await ask({ query: 'floor' })).toEqual(['see the plan []']);
      expect(await ask({ query: '"floor plan"' })).toEqual(['see the plan []']);
    };
    await check();
    for (let n = 0; n < 70; n += 1) await say(`filler ${n}`);
    await indexAll(api.database);
    await check();
    await alice.send('DELETE', `${messages}/${sent.body.id}`);
    expect(await ask({ has: 'file' })).toEqual([]);
    expect(await ask({ query: 'floor' })).toEqual([]);
  },
  SLOW_MS,
);

test(
  '[FILE-16] by socket as by REST, once for ever, and clients of the seed get names in place of no text',
  async () => {
    await using stack = await startStack({ nodes: 2 });
    await using api = await startApi({ database: stack.database });
    const { eventId } = stack;
    const person = await stack.participant('Alice');
    const alice = await stack.joined(person, { v1: true });
    const bob = await stack.joined(await stack.participant('Bob'), { v1: true, node: 1 });
    const seedling = await stack.joined(await stack.participant('Seedling'));
    const asReply = {
      status: 200,
      headers: new Headers(),
      body: { token: person.token, user: person },
    };
    const byApi = toPerson(api, asReply, '');
    const files = [
      await uploaded(api, byApi, eventId, { name: 'one.txt', bytes }),
      await uploaded(api, byApi, eventId, { name: 'two.txt', bytes }),
    ];
    const attachments = files.map(({ id }) => id);
    const send = (more: object) => alice.request('send-message', { eventId, content: '', ...more });
    const sent = await send({ attachments, clientMessageId: 'c' });
    const names = [
      expect.objectContaining({ name: 'one.txt', kind: 'document', size: bytes.length }),
      expect.objectContaining({ name: 'two.txt' }),
    ];
    expect(sent).toMatchObject({ ok: true, value: { content: '', attachments: names } });
    expect(await send({ attachments, clientMessageId: 'c' })).toMatchObject({
      ok: true,
      value: { duplicate: true, attachments: names },
    });
    const other = { attachments: attachments.slice(1), clientMessageId: 'c' };
    expect(await send(other)).toMatchObject({ ok: false, error: { code: 'duplicate-conflict' } });
    expect(await send({})).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(await send({ attachments })).toMatchObject({ ok: false, error: { code: 'invalid' } });
    await stack.settle(alice, bob, seedling);
    expect(bob.of('new-message')).toMatchObject([{ content: '', attachments: names }]);
    expect(seedling.of('new-message')).toMatchObject([{ content: '📎 one.txt\n📎 two.txt' }]);
  },
  SLOW_MS,
);

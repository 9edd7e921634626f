import { expect, test } from 'vitest';
import { z } from 'zod';

import { notices, requests } from './wire.ts';

/** What the seed's tables name: nothing of it may be missing or renamed. */
const SEED_REQUESTS = ['join-event', 'leave-event', 'send-message', 'typing', 'stop-typing'];
const SEED_NOTICES = [
  'new-message',
  'user-typing',
  'user-stopped-typing',
  'user-joined',
  'user-left',
  'error',
];

test('every request and notice of the original description is in the contract', () => {
  expect(Object.keys(requests)).toEqual(expect.arrayContaining(SEED_REQUESTS));
  expect(Object.keys(notices)).toEqual(expect.arrayContaining(SEED_NOTICES));
});

test('the wire is what clients in the field know: a change here is a decision, then `vitest -u`', async () => {
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') =>
    z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const wire = {
    requests: Object.fromEntries(
      Object.entries(requests).map(([name, { payload, answer }]) => [
        name,
        { payload: schemaOf(payload, 'input'), answer: schemaOf(answer, 'output') },
      ]),
    ),
    notices: Object.fromEntries(
      Object.entries(notices).map(([name, { payload }]) => [name, schemaOf(payload, 'output')]),
    ),
  };
  await expect(`${JSON.stringify(wire, null, 2)}\n`).toMatchFileSnapshot('wire.schema.json');
});

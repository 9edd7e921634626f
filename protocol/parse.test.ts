import { expect, test } from 'vitest';
import { z } from 'zod';

import { parseGiven } from './parse.ts';
import { requests } from './wire.ts';

const noNumber = JSON.parse('{"length":{"valueOf":1,"toString":1}}') as unknown;

test('[PROTO-22] something that only pretends to have a length is refused and does not throw', () => {
  const texts = z.strictObject({ text: z.string().max(10), list: z.array(z.string()).min(1) });
  expect(parseGiven(texts, { text: noNumber, list: noNumber }).success).toBe(false);
  for (const { payload } of Object.values(requests)) {
    const fields = Object.keys(payload.shape).map((field) => [field, noNumber]);
    expect(parseGiven(payload, Object.fromEntries(fields)).success).toBe(false);
    expect(parseGiven(payload, noNumber).success).toBe(false);
  }
});

test('[PROTO-22] what the schema says stands', () => {
  expect(parseGiven(z.string(), 'text')).toMatchObject({ success: true, data: 'text' });
  expect(parseGiven(z.string(), 1)).toMatchObject({ success: false });
});

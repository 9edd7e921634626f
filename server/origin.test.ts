import { expect, test } from 'vitest';

import { createOriginCheck } from './origin.ts';

const rules = { production: true, allowedOrigins: ['https://chat.example.org'] };

test('[CONN-5] an origin is judged the same however often it is asked about, and for each host anew', () => {
  const isAllowed = createOriginCheck(rules);
  const ask = (origin: string, host: string): boolean => isAllowed({ headers: { origin, host } });
  for (let n = 0; n < 3; n += 1) {
    expect(ask('https://chat.example.org', 'sockets.example.org')).toBe(true);
    expect(ask('https://evil.example', 'sockets.example.org')).toBe(false);
    expect(ask('https://sockets.example.org', 'sockets.example.org')).toBe(true);
    expect(ask('https://sockets.example.org', 'others.example.org')).toBe(false);
    for (let other = 0; other < 150; other += 1) ask(`https://${other}.example`, 'a.example');
  }
});

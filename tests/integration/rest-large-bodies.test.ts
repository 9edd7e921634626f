import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { startApi, type TestApi } from '../harness/api.ts';
import { enterAsGuest, type ApiPerson } from '../harness/api-person.ts';

test.each([
  ['an event that is too large', '/api/events', true],
  ['a guest who is too large', '/api/auth/sign-in/anonymous', false],
  ['a stranger who sends much', '/api/events', false],
])(
  '[REST-4] behind %s the same connection answers the next request',
  async (_who, path, signedIn) => {
    await using api = await startApi();
    const alice = await enterAsGuest(api, 'Alice');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const body = JSON.stringify({ title: 'x'.repeat(3_000_000) });
    for (let round = 0; round < 5; round += 1) {
      const refused = await post({ api, agent, path, body, person: signedIn ? alice : null });
      expect([400, 401]).toContain(refused.statusCode);
      expect(refused.text).toMatch(/64 kB|sign in/);
      const next = await post({ api, agent, path: '/api/events', body: '{}', person: alice });
      expect(next.statusCode).toBe(400);
      expect(next.text).toContain('title');
    }
    agent.destroy();
  },
);

interface Post {
  readonly api: TestApi;
  readonly agent: Agent;
  readonly path: string;
  readonly body: string;
  readonly person: ApiPerson | null;
}

async function post({ api, agent, path, body, person }: Post) {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(person !== null && { authorization: `Bearer ${person.token}` }),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = httpRequest(api.url + path, { agent, method: 'POST', headers }, resolve);
    request.on('error', reject);
    request.end(body);
  });
  return { statusCode: response.statusCode, text: await text(response) };
}

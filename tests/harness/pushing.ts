import { defaultPushConfig } from '../../lib/server/push-config.ts';
import type { PushConfig } from '../../lib/server/push-config.ts';
import type { Mention } from '../../protocol/wire.ts';
import { call } from './api-person.ts';
import { startApi } from './api.ts';
import { startPushServices } from './push-services.ts';
import { startStack, type TestPerson } from './stack.ts';

interface PushingOptions {
  readonly nodes?: number;
  readonly bundleMs?: number;
  readonly receiptMs?: number;
}

type Asked = { readonly userId: string } | Extract<Mention, { readonly group: unknown }>;

/** Nodes and the API over one database, and push services of our own that they use. */
export async function startPushingStack(options: PushingOptions = {}) {
  const services = await startPushServices();
  const push: PushConfig = {
    ...defaultPushConfig,
    expoUrl: services.url,
    hosts: [services.url],
    bundleMs: options.bundleMs ?? 0,
    receiptMs: options.receiptMs ?? 200,
  };
  const stack = await startStack({ nodes: options.nodes ?? 1, push });
  const api = await startApi({ database: stack.database, push });
  const by = (person: TestPerson) => (method: string, path: string, body?: unknown) =>
    call(api, method, path, {
      headers: { authorization: `Bearer ${person.token}` },
      ...(body !== undefined && { body }),
    });
  const ask = async (person: TestPerson, method: string, path: string, body?: unknown) => {
    const reply = await by(person)(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  return {
    stack,
    services,
    push,
    by,
    /** Somebody who takes part and has a browser that is notified. */
    withBrowser: async (name: string) => {
      const person = await stack.participant(name);
      await ask(person, 'POST', '/api/notifications/devices', services.subscribe(name));
      return person;
    },
    withPhone: async (name: string) => {
      const person = await stack.participant(name);
      const token = `ExponentPushToken[${name}]`;
      await ask(person, 'POST', '/api/notifications/devices', { kind: 'expo', token });
      return { person, token };
    },
    /** Says something by the API; its id. */
    say: async (person: TestPerson, content: string, mentions: readonly Asked[] = []) => {
      const path = `/api/events/${stack.eventId}/messages`;
      return String((await ask(person, 'POST', path, { content, mentions })).id);
    },
    set: (person: TestPerson, body: object) =>
      ask(person, 'PUT', `/api/events/${stack.eventId}/notifications`, body),
    settings: (person: TestPerson, body: object) =>
      ask(person, 'PUT', '/api/notifications/settings', body),
    ask,
    to: (name: string) => services.pushed.filter((pushed) => pushed.to === name),
    states: async () => {
      const { rows } = await stack.database.pool.query(
        `select state, is_unsure, kind, error from push_delivery order by id`,
      );
      return rows as { state: string; is_unsure: boolean; kind: string; error: string | null }[];
    },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await stack[Symbol.asyncDispose]();
      await services[Symbol.asyncDispose]();
    },
  };
}

import type { TestApi } from './api.ts';

/** Sends one request; a body is sent as JSON unless it is text already. */
export async function call(
  api: Pick<TestApi, 'url'>,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const response = await fetch(api.url + path, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parse(text) };
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- a reply is what the claims are about
  readonly body: any;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** Somebody signed in, who speaks to the API with a bearer token. */
export interface ApiPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
  readonly get: (path: string) => Promise<Reply>;
  readonly send: (method: string, path: string, body?: unknown) => Promise<Reply>;
}

export const PASSWORD = 'correct horse battery';

let count = 0;

/** A new full account. */
export async function signUp(api: TestApi, name = 'Alice'): Promise<ApiPerson> {
  count += 1;
  const email = `person-${count}@example.org`;
  const body = { name, email, password: PASSWORD };
  const reply = await call(api, 'POST', '/api/auth/sign-up/email', { body });
  if (reply.status !== 200) throw new Error(`sign-up failed: ${JSON.stringify(reply.body)}`);
  return toPerson(api, reply, email);
}

/** A new guest. */
export async function enterAsGuest(api: TestApi, name?: string): Promise<ApiPerson> {
  const body = name === undefined ? {} : { name };
  const reply = await call(api, 'POST', '/api/auth/sign-in/anonymous', { body });
  if (reply.status !== 200) throw new Error(`guest failed: ${JSON.stringify(reply.body)}`);
  return toPerson(api, reply, reply.body.user.email);
}

/** The person of a reply that made a session. */
export function toPerson(api: Pick<TestApi, 'url'>, reply: Reply, email: string): ApiPerson {
  const token = String(reply.body.token);
  const id = String(reply.body.user.id);
  const name = String(reply.body.user.name);
  const headers = { authorization: `Bearer ${token}` };
  return {
    id,
    name,
    email,
    token,
    get: (path) => call(api, 'GET', path, { headers }),
    send: (method, path, body) =>
      call(api, method, path, { headers, ...(body !== undefined && { body }) }),
  };
}

/** The session's cookie as a browser would send it back. */
export const cookieOf = (reply: Reply): string =>
  reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

export const inHours = (hours: number): string =>
  new Date(Date.now() + hours * 3_600_000).toISOString();

/** A new event of this person; answers its id. */
export async function createEvent(person: ApiPerson, fields: object = {}): Promise<string> {
  const reply = await person.send('POST', '/api/events', {
    title: 'Meetup',
    startsAt: inHours(24),
    ...fields,
  });
  if (reply.status !== 201) throw new Error(`no event: ${JSON.stringify(reply.body)}`);
  return reply.body.id;
}

export const attend = (person: ApiPerson, eventId: string): Promise<Reply> =>
  person.send('PUT', `/api/events/${eventId}/participation`, { status: 'attending' });

/** Alice, who organises an event, Bob, who attends it, and a stranger; and where its messages are. */
export async function meetByApi(api: TestApi) {
  const alice = await enterAsGuest(api, 'Alice');
  const bob = await enterAsGuest(api, 'Bob');
  const stranger = await enterAsGuest(api, 'Stranger');
  const eventId = await createEvent(alice);
  await attend(bob, eventId);
  return { alice, bob, stranger, eventId, messages: `/api/events/${eventId}/messages` };
}

import { randomUUID } from 'node:crypto';

import { createGroupCommit } from '../../db/group-commit.ts';
import type { Person } from '../../domain/log.ts';
import type { EventLog } from '../../domain/ports.ts';
import type { ParticipationStatus, Role } from '../../protocol/wire.ts';
import { defaultLimits, type Limits } from '../../lib/server/limits.ts';
import type { PushConfig } from '../../lib/server/push-config.ts';
import { openSender } from '../../lib/server/bus/sender.ts';
import { createLog } from '../../lib/server/log.ts';
import type { SocketServerConfig } from '../../server/config-type.ts';
import { startSocketServer, type SocketServer } from '../../server/start.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { connected, openDevice, type Device, type DeviceOptions } from './device.ts';
import { waitUntil } from './wait-until.ts';

export { waitUntil };

/** As in every test: longer than Better Auth asks for. */
export const TEST_SECRET = 'a secret of the tests, long enough';

export interface StackOptions {
  readonly nodes?: number;
  readonly limits?: Partial<Limits>;
  readonly allowedOrigins?: readonly string[];
  readonly production?: boolean;
  readonly logFormat?: 'json' | 'pretty';
  readonly push?: PushConfig;
  /** A Redis that joins the nodes. */
  readonly redisUrl?: string;
  /** Which pages the nodes may ask for previews of links. */
  readonly linkPreviews?: SocketServerConfig['linkPreviews'];
}

export interface TestNode {
  readonly url: string;
  readonly server: SocketServer;
  /** Everything that the node has logged. */
  readonly logged: () => string;
}

export interface TestPerson extends Person {
  readonly sessionId: string;
  /** The session's token, as clients hold it. */
  readonly token: string;
}

export interface ParticipantOptions {
  /** The stack's own event if left out. */
  readonly eventId?: string;
  readonly status?: ParticipationStatus;
  readonly role?: Role;
}

export interface ConnectOptions extends Partial<DeviceOptions> {
  /** The first one if left out. */
  readonly node?: number;
  /** True: asks for our own notices, as our client does. */
  readonly v1?: boolean;
}

/** A database, nodes on free ports, an event, and people, of one test's own. */
export interface Stack extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly nodes: readonly TestNode[];
  /** An event that exists from the start. */
  readonly eventId: string;
  /** Writes as the app's process does: another writer, which wakes the nodes. */
  readonly app: EventLog;
  /** Tells the nodes, as the app's process does, that a log goes up to here or is gone. */
  wake(eventId: string, head: number | null): void;
  node(index?: number): TestNode;
  /** One more node, behind the others. */
  startNode(): Promise<void>;
  event(options?: { readonly id?: string; readonly title?: string }): Promise<string>;
  /** Somebody with an account and a session. */
  person(name: string): Promise<TestPerson>;
  /** The same, taking part in an event. */
  participant(name: string, options?: ParticipantOptions): Promise<TestPerson>;
  setStatus(
    person: Person,
    status: ParticipationStatus | null,
    options?: Omit<ParticipantOptions, 'status'>,
  ): Promise<void>;
  /** A stock client, connected. Without `v1` it is one that was written only from the seed. */
  connect(person: TestPerson, options?: ConnectOptions): Promise<Device>;
  /** The same, in the room of the stack's own event. */
  joined(person: TestPerson, options?: ConnectOptions): Promise<Device>;
  /** Texts of an event's messages in the log's order. */
  storedMessages(eventId?: string): Promise<readonly string[]>;
  /** Resolves when the nodes have handled everything so far, and these devices have it. */
  settle(...devices: readonly Device[]): Promise<void>;
}

/** Starts everything; disposing it stops everything and drops the database. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const database = await createTestDatabase();
  const { redisUrl } = options;
  const sender = openSender({
    databaseUrl: database.url,
    redisUrl,
    authSecret: TEST_SECRET,
    processId: randomUUID(),
    // Tests cut its connection on purpose; what it could not tell, the nodes find.
    log: { warn: () => {} },
  });
  const wake: Stack['wake'] = (id, head) => sender.tell({ is: 'head', eventId: id, head });
  const app = createGroupCommit({
    database,
    onCommitted: (entries) => entries.forEach(({ eventId: id, seq }) => wake(id, seq)),
    onError: reportError,
  });
  const nodes: TestNode[] = [];
  const devices: Device[] = [];
  for (let index = 0; index < (options.nodes ?? 1); index += 1) {
    nodes.push(await startNode(database.url, options));
  }
  const node = (index = 0): TestNode => {
    const found = nodes[index];
    if (found === undefined) throw new Error(`there is no node ${index}`);
    return found;
  };
  const people = createPeople(database, app);
  const eventId = await people.event();
  const connect: Stack['connect'] = ({ token }, { node: index, v1, ...rest } = {}) => {
    const auth = { token, ...(v1 && { v: 1 }) };
    const device = openDevice({ url: node(index).url, auth, ...rest });
    devices.push(device);
    return connected(device);
  };

  return {
    database,
    nodes,
    node,
    startNode: async () => void nodes.push(await startNode(database.url, options)),
    eventId,
    app,
    wake,
    ...people,
    participant: (name, participation) => people.participant(name, { eventId, ...participation }),
    setStatus: (person, status, participation) =>
      people.setStatus(person, status, { eventId, ...participation }),
    connect,
    async joined(person, connecting) {
      const device = await connect(person, connecting);
      const answer = await device.request('join-event', { eventId });
      if (!answer.ok) throw new Error(`${person.name} could not join: ${answer.error.message}`);
      return device;
    },
    storedMessages: async (of = eventId) => {
      const rows = await database.db
        .selectFrom('message')
        .select('content')
        .where('event_id', '=', of)
        .orderBy('seq')
        .execute();
      return rows.map(({ content }) => content);
    },
    async settle(...waiting) {
      await app.settle();
      await sender.settle();
      await waitUntil(() => isSettled(database, nodes), 'the nodes to settle');
      await Promise.all(waiting.map((device) => device.settle()));
    },
    async [Symbol.asyncDispose]() {
      for (const device of devices) device[Symbol.dispose]();
      await Promise.all(nodes.map(({ server }) => server[Symbol.asyncDispose]()));
      await app.settle();
      await sender[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function startNode(databaseUrl: string, options: StackOptions): Promise<TestNode> {
  let logged = '';
  const log = createLog({
    format: options.logFormat ?? 'json',
    write: (text) => void (logged += text),
  });
  const config = {
    production: options.production ?? false,
    host: '127.0.0.1',
    socketPort: 0,
    databaseUrl,
    redisUrl: options.redisUrl,
    authSecret: TEST_SECRET,
    allowedOrigins: options.allowedOrigins ?? ['http://localhost:8081'],
    limits: { ...defaultLimits, ...options.limits },
    ...(options.push && { push: options.push }),
    ...(options.linkPreviews && { linkPreviews: options.linkPreviews }),
  };
  const server = await startSocketServer(config, { log });
  return { url: `http://127.0.0.1:${server.port}`, server, logged: () => logged };
}

async function isSettled({ db }: TestDatabase, nodes: readonly TestNode[]): Promise<boolean> {
  if (nodes.some(({ server }) => server.stats().busy > 0)) return false;
  const rows = await db.selectFrom('event_log_head').select(['event_id', 'head_seq']).execute();
  const heads = new Map(rows.map((row) => [row.event_id, row.head_seq]));
  return nodes.every(({ server }) =>
    [...server.stats().delivered].every(([id, seq]) => (heads.get(id) ?? seq) <= seq),
  );
}

function createPeople({ db }: TestDatabase, app: EventLog) {
  const event: Stack['event'] = async ({ id = randomUUID(), title = 'Summer party' } = {}) => {
    await db
      .insertInto('event')
      .values({
        id,
        title,
        starts_at: '2030-06-01T18:00:00Z',
        created_by: 'nobody',
        settings: '{}',
      })
      .execute();
    await db.insertInto('event_log_head').values({ event_id: id }).execute();
    return id;
  };

  const person: Stack['person'] = async (name) => {
    const id = `${name.toLowerCase().replace(/[^a-z]+/g, '-')}-${randomUUID().slice(0, 8)}`;
    const session = { sessionId: randomUUID(), token: randomUUID().replaceAll('-', '') };
    const now = new Date();
    await db
      .insertInto('user')
      .values({
        id,
        name,
        email: `${id}@example.test`,
        emailVerified: false,
        image: null,
        isAnonymous: false,
      })
      .execute();
    await db
      .insertInto('session')
      .values({
        id: session.sessionId,
        token: session.token,
        userId: id,
        expiresAt: new Date(now.getTime() + 86_400_000),
        updatedAt: now,
      })
      .execute();
    return { id, name, ...session };
  };

  const setStatus = async (
    { id, name }: Person,
    status: ParticipationStatus | null,
    { eventId, role }: ParticipantOptions & { readonly eventId: string },
  ): Promise<void> => {
    const appended = await app.append({
      kind: 'participation',
      eventId,
      person: { id, name },
      status,
      ...(role !== undefined && { role }),
    });
    if (!appended.ok) throw new Error(appended.error.message);
  };

  const participant = async (
    name: string,
    { status, ...rest }: ParticipantOptions & { readonly eventId: string },
  ): Promise<TestPerson> => {
    const made = await person(name);
    await setStatus(made, status ?? 'attending', rest);
    return made;
  };

  return { event, person, participant, setStatus };
}

function reportError(error: unknown): void {
  console.error('the test harness could not write', error);
}

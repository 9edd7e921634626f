import { v7 as uuid } from 'uuid';

import { appendBatch } from '../../../db/log.ts';
import { openSender, type Sender } from '../../../lib/server/bus/sender.ts';
import { createTestDatabase, type TestDatabase } from '../../harness/database.ts';
import { temporaryFolder } from '../../harness/folder.ts';
import { freePort } from '../../harness/ports.ts';
import { runNode, type Running } from '../../harness/process.ts';

const START_TIMEOUT_MS = 60_000;

/** Environment variables of docs/operations.md. */
export type Settings = Readonly<Record<string, string>>;

export interface App extends AsyncDisposable {
  readonly url: string;
  /** Where the socket server listens; browsers are to find it on port 3001, where the app looks for it. */
  readonly socketPort: number;
  stopSockets(): Promise<void>;
  /** As when the machine loses its power: nothing is said, nothing finished. */
  killSockets(): Promise<void>;
  startSockets(): Promise<void>;
  /** Another back end's messages, all at once, at the end of the chat of the event with this page. */
  tell(eventPath: string, texts: readonly string[]): Promise<void>;
}

/** The production build, in processes of its own, on a database of its own; with settings for both servers, if given. */
export async function startApp(settings: Settings = {}): Promise<App> {
  await using parts = new AsyncDisposableStack();
  const database = parts.use(await createTestDatabase());
  const files = parts.use(temporaryFolder());
  const [port, socketPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const authSecret = 'only-for-the-tests-and-long-enough-for-them';
  const sender = parts.use(
    openSender({
      databaseUrl: database.url,
      redisUrl: undefined,
      authSecret,
      processId: uuid(),
      log: console,
    }),
  );
  const env = {
    DATABASE_URL: database.url,
    AUTH_SECRET: authSecret,
    APP_URL: url,
    APP_PORT: String(port),
    SOCKET_PORT: String(socketPort),
    FILES_FOLDER: files.path,
    LOG_FORMAT: 'pretty',
    DATA_FOLDER: parts.use(temporaryFolder()).path,
    ...settings,
  };
  const serve = (part: string): Running => runNode(['scripts/run.mjs', 'serve', part], { env });
  const app = parts.use(serve('app'));
  await app.prints(`App server running on port ${port}`, START_TIMEOUT_MS);
  let sockets: Running | undefined;
  const startSockets = async () => {
    sockets = serve('sockets');
    await sockets.prints(`Socket.IO server running on port ${socketPort}`, START_TIMEOUT_MS);
  };
  parts.defer(() => sockets?.[Symbol.asyncDispose]());
  await startSockets();
  const owned = parts.move();
  return {
    url,
    socketPort,
    async stopSockets() {
      sockets?.child.kill('SIGTERM');
      await sockets?.exits();
    },
    async killSockets() {
      sockets?.child.kill('SIGKILL');
      await sockets?.exits();
    },
    startSockets,
    tell: (eventPath, texts) => tell(database, sender, { eventPath, texts }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function tell(
  { db }: TestDatabase,
  sender: Sender,
  { eventPath, texts }: { readonly eventPath: string; readonly texts: readonly string[] },
): Promise<void> {
  const eventId = eventPath.split('/').at(-1) ?? '';
  const told = { kind: 'message', eventId, author: { id: 'host', name: 'Host' } } as const;
  const drafts = texts.map((content) => ({ ...told, id: uuid(), content, importedAt: new Date() }));
  const outcomes = await appendBatch(db, drafts);
  const refused = outcomes.find(({ ok }) => !ok);
  if (refused !== undefined) throw new Error(JSON.stringify(refused));
  const seqs = outcomes.flatMap((outcome) =>
    outcome.ok && outcome.value.type === 'appended' ? [outcome.value.entry.seq] : [],
  );
  sender.tell({ is: 'head', eventId, head: Math.max(...seqs) });
}

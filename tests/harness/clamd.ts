import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';

import { temporaryFolder } from './folder.ts';
import { clamd } from './requirements.ts';
import { waitUntil } from './wait-until.ts';

/** What the scanner of the tests takes for a virus: its database has this and nothing else. */
export const VIRUS = 'HALLWAY-CANARY-VIRUS';
/** Longer streams it refuses. */
export const STREAM_MAX_BYTES = 1_048_576;

/** Debian's clamd with a database of one signature. */
export interface TestClamd extends AsyncDisposable {
  readonly socket: string;
}

export async function startClamd(): Promise<TestClamd> {
  const folder = temporaryFolder();
  const socket = `${folder.path}/clamd.sock`;
  const config = `${folder.path}/clamd.conf`;
  mkdirSync(`${folder.path}/db`);
  const signature = Buffer.from(VIRUS).toString('hex');
  writeFileSync(`${folder.path}/db/hallway.ndb`, `Hallway.Canary:0:*:${signature}\n`);
  const settings = {
    LocalSocket: socket,
    DatabaseDirectory: `${folder.path}/db`,
    Foreground: 'yes',
    StreamMaxLength: String(STREAM_MAX_BYTES),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  writeFileSync(config, lines.join(''));
  const child = spawn(clamd.path ?? '', ['--config-file', config], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const started = {
    socket,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
      folder[Symbol.dispose]();
    },
  };
  try {
    await waitUntil(() => existsSync(socket) && answers(socket), 'clamd to answer');
  } catch (error) {
    await started[Symbol.asyncDispose]();
    throw error;
  }
  return started;
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const connection = connect(socket, () => connection.write('zPING\0'));
    connection.once('data', (data) => {
      connection.destroy();
      resolve(data.toString().startsWith('PONG'));
    });
    connection.once('error', () => resolve(false));
    connection.setTimeout(1_000, () => connection.destroy(new Error('no answer')));
  });

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../scripts/processes.ts';
import { temporaryFolder } from './folder.ts';
import { freePort } from './ports.ts';
import { runProgram } from './process.ts';
import { haproxy, nginx, type Requirement } from './requirements.ts';
import { waitUntil } from './wait-until.ts';

/** Where the parts behind the proxy listen, in place of the ports in `deploy/`. */
export interface Upstreams {
  readonly app: number;
  readonly a: number;
  readonly b: number;
}

export interface TestProxy extends AsyncDisposable {
  readonly url: string;
}

/** A proxy of the system, run with our configuration of it. */
export interface ProxyKind {
  readonly name: string;
  readonly requirement: Requirement;
  readonly start: (upstreams: Upstreams) => Promise<TestProxy>;
}

const PORTS = { app: 8_081, a: 3_001, b: 3_002 } as const;

/** The file in `deploy/`, with nothing but its ports changed. */
function withPorts(file: string, port: number, upstreams: Upstreams): string {
  const text = readFileSync(join(ROOT, 'deploy', file), 'utf8');
  const own = text
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('bind :80', `bind 127.0.0.1:${port}`);
  return Object.entries(PORTS).reduce(
    (changed, [name, from]) =>
      changed.replaceAll(`127.0.0.1:${from}`, `127.0.0.1:${upstreams[name as keyof Upstreams]}`),
    own,
  );
}

const nginxAround = (folder: string): string => `
daemon off;
pid ${folder}/pid;
error_log stderr warn;
worker_processes 1;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  include ${folder}/hallway.conf;
}
`;

interface Prepared {
  readonly folder: string;
  readonly port: number;
  readonly upstreams: Upstreams;
}

async function start(
  { path, name }: Requirement,
  upstreams: Upstreams,
  prepare: (prepared: Prepared) => readonly string[],
): Promise<TestProxy> {
  if (path === undefined) throw new Error(`there is no ${name} on this machine`);
  const folder = temporaryFolder();
  const port = await freePort();
  const running = runProgram(path, prepare({ folder: folder.path, port, upstreams }));
  const url = `http://127.0.0.1:${port}`;
  const isUp = async (): Promise<boolean> => {
    if (running.child.exitCode !== null) throw new Error(`${name} ended:\n${running.output()}`);
    return (
      (await fetch(`${url}/socket.io/?EIO=4&transport=polling`).catch(() => null))?.ok === true
    );
  };
  await waitUntil(isUp, `${name} to reach the nodes`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

export const proxyKinds: readonly ProxyKind[] = [
  {
    name: 'nginx',
    requirement: nginx,
    start: (to) =>
      start(nginx, to, ({ folder, port, upstreams }) => {
        writeFileSync(join(folder, 'hallway.conf'), withPorts('nginx.conf', port, upstreams));
        writeFileSync(join(folder, 'nginx.conf'), nginxAround(folder));
        return ['-p', folder, '-c', join(folder, 'nginx.conf')];
      }),
  },
  {
    name: 'HAProxy',
    requirement: haproxy,
    start: (to) =>
      start(haproxy, to, ({ folder, port, upstreams }) => {
        const file = join(folder, 'haproxy.cfg');
        writeFileSync(file, withPorts('haproxy.cfg', port, upstreams));
        return ['-db', '-f', file];
      }),
  },
];

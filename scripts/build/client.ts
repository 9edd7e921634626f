import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../processes.ts';
import { CLIENT_LIBRARY } from './places.ts';
import { runTool } from './run-tool.ts';

const Manifest = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()),
});

/** The client and the protocol as a package of plain modules with their types, for apps of any make. */
export async function buildClient(): Promise<void> {
  rmSync(CLIENT_LIBRARY, { recursive: true, force: true });
  await runTool('typescript/bin/tsc', ['-p', 'tsconfig.client.json']);
  writeFileSync(join(CLIENT_LIBRARY, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
}

function manifest(): object {
  const { version, license, dependencies } = Manifest.parse(
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')),
  );
  const needed = ['socket.io-client', 'zod'];
  return {
    name: '@hallway/client',
    version,
    license,
    type: 'module',
    sideEffects: false,
    exports: { '.': { types: './lib/index.d.ts', default: './lib/index.js' } },
    dependencies: Object.fromEntries(needed.map((name) => [name, dependencies[name]])),
  };
}

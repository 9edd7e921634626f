import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { ROOT } from '../processes.ts';
import { API_BACKEND, SOCKET_SERVER } from './places.ts';

const common: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node24',
  sourcemap: true,
  // Names in stacks and logs stay what they are in the source.
  keepNames: true,
  // Optional native parts of pg and ws, which both do without.
  external: ['pg-native', 'bufferutil', 'utf-8-validate'],
  logLevel: 'warning',
};

/** The socket server as one file, which needs Node and nothing else. */
export async function buildSocketServer(
  outfile = SOCKET_SERVER,
  plugins: Plugin[] = [],
): Promise<void> {
  await build({
    ...common,
    entryPoints: [join(ROOT, 'server.js')],
    outfile,
    plugins,
    format: 'esm',
    banner: {
      // Packages in the older module format ask for Node's own modules by `require`.
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}

/** The API's server side, which `npm run serve` loads beside Expo's export. */
export async function buildBackend(): Promise<void> {
  await build({
    ...common,
    entryPoints: [join(ROOT, 'lib/api/backend.ts')],
    outfile: API_BACKEND,
    format: 'cjs',
  });
}

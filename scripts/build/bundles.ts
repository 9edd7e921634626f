import { dirname, join } from 'node:path';
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

/** The socket server as one file, which needs Node and nothing else; and beside it the process that reads pages for previews. */
export async function buildSocketServer(
  outfile = SOCKET_SERVER,
  plugins: Plugin[] = [],
): Promise<void> {
  const toFile = (entry: string, file: string) =>
    build({
      ...common,
      entryPoints: [join(ROOT, entry)],
      outfile: file,
      plugins,
      format: 'esm',
      banner: {
        // Packages in the older module format ask for Node's own modules by `require`.
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
  await toFile('server.js', outfile);
  await toFile('server/previews/worker.ts', join(dirname(outfile), 'preview-worker.mjs'));
}

/** The API's server side, which `npm run serve` loads beside Expo's export. */
export async function buildBackend(): Promise<void> {
  await build({
    ...common,
    entryPoints: [join(ROOT, 'lib/api/backend.ts')],
    outfile: API_BACKEND,
    format: 'cjs',
    // Native: it stays a package beside the file.
    external: [...(common.external ?? []), 'sharp'],
  });
}

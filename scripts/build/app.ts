import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { loadEnvironmentFile } from '../environment.ts';
import { EXPO_ENVIRONMENT } from '../expo.ts';
import { APP } from './places.ts';
import { runTool } from './run-tool.ts';

/** Smaller files fit into one packet anyway. */
const COMPRESS_FROM_BYTES = 1_024;
const TEXT = /\.(js|css|html|json|svg|map|txt)$/;

/**
 * The app for browsers with its API routes, by Expo's own export. EXPO_PUBLIC_SOCKET_URL is written into it;
 * without one, the app looks for the socket server on port 3001 of the host it came from.
 */
export async function buildApp(): Promise<void> {
  loadEnvironmentFile();
  await runTool(
    'expo/bin/cli',
    ['export', '--platform', 'web', '--output-dir', APP],
    // `CI` keeps it from asking questions.
    { ...EXPO_ENVIRONMENT, NODE_ENV: 'production', CI: '1' },
  );
  // Expo writes the older module format into `.js`, which in this package would mean the newer.
  writeFileSync(join(APP, 'server/package.json'), '{ "type": "commonjs" }\n');
  compressFiles(join(APP, 'client'));
}

/** Once here rather than at each request. */
function compressFiles(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !TEXT.test(entry.name)) continue;
    if (statSync(file).size < COMPRESS_FROM_BYTES) continue;
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content));
  }
}

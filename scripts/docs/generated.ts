import { readFile, writeFile } from 'node:fs/promises';

import { format, resolveConfig } from 'prettier';

/**
 * Writes a generated page, or, with `--check` on the command line, fails where
 * the file differs from what would be written.
 */
export async function writeGenerated(path: string, text: string): Promise<void> {
  const options = await resolveConfig(path);
  const wanted = await format(text, { ...options, filepath: path });
  if (!process.argv.includes('--check')) return writeFile(path, wanted);
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found !== wanted) {
    console.error(`${path} is not what the code says. Run: npm run docs`);
    process.exitCode = 1;
  }
}

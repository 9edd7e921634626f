import { readFile, writeFile } from 'node:fs/promises';

import { format, getFileInfo, resolveConfig } from 'prettier';

/**
 * Writes a generated page, or, with `--check` on the command line, fails where
 * the file differs from what would be written.
 */
export async function writeGenerated(path: string, text: string): Promise<void> {
  const { inferredParser } = await getFileInfo(path);
  const options = { ...(await resolveConfig(path)), filepath: path };
  const wanted = inferredParser === null ? text : await format(text, options);
  if (!process.argv.includes('--check')) return writeFile(path, wanted);
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found !== wanted) {
    console.error(`${path} is not what the code says. Run: npm run docs`);
    process.exitCode = 1;
  }
}

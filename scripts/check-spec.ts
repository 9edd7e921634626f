/** Fails on a rule of docs/spec.md that no test names, and on a test that names no rule. */
import { glob, readFile } from 'node:fs/promises';

const RULE = /^- \*\*([A-Z]+-\d+)\*\*/gm;
const NAMED = /\[([A-Z]+-\d+(?:, ?[A-Z]+-\d+)*)\]/g;
const TESTS =
  '{domain,db,lib,protocol,server,scripts,hooks,components,tests,torture,bench}/**/*.test.{ts,tsx}';

const rules = [...(await readFile('docs/spec.md', 'utf8')).matchAll(RULE)].map(([, id = '']) => id);

const named = new Map<string, string>();
for await (const path of glob(TESTS)) {
  for (const [, ids = ''] of (await readFile(path, 'utf8')).matchAll(NAMED)) {
    for (const id of ids.split(/, ?/)) named.set(id, path);
  }
}

const twice = rules.filter((id, index) => rules.indexOf(id) !== index);
const untested = rules.filter((id) => !named.has(id));
const unknown = [...named].filter(([id]) => !rules.includes(id));

for (const id of twice) console.error(`docs/spec.md: ${id} stands there twice`);
for (const id of untested) console.error(`docs/spec.md: no test names ${id}`);
for (const [id, path] of unknown) console.error(`${path}: ${id} is no rule of docs/spec.md`);
if (twice.length + untested.length + unknown.length > 0) process.exitCode = 1;
else console.log(`${rules.length} rules, each named by a test`);

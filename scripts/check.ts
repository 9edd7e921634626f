/** `npm run check`: every check that needs no running server. Runs all, then says which failed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const PRODUCT = ['app', 'components', 'hooks', 'lib', 'protocol', 'domain', 'db', 'server'];

/** What was checked before and has not changed is not checked again. */
const CACHE = 'node_modules/.cache/check';

const checks: Readonly<Record<string, readonly string[]>> = {
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  types: ['tsc', '-p', '.', '--incremental', '--tsBuildInfoFile', `${CACHE}/types.json`],
  format: ['prettier', '--check', '--cache', '--log-level', 'warn', '.'],
  boundaries: ['depcruise', '--config', '.dependency-cruiser.cjs', ...PRODUCT],
  'dead code': ['knip'],
  rules: ['node', 'scripts/check-spec.ts'],
  'protocol page': ['node', 'scripts/docs/protocol.ts', '--check'],
  'rights page': ['node', 'scripts/docs/rights.ts', '--check'],
  'limits page': ['node', 'scripts/docs/limits.ts', '--check'],
  figures: ['node', 'scripts/docs/performance.ts', '--check'],
  'OpenAPI document': ['node', 'scripts/docs/openapi.ts', '--check'],
};

/** Most are one thread each, on machines of two cores and more. */
const AT_A_TIME = 2;

/** Runs one; what it printed comes in one piece, below no other's. */
async function passes(name: string, [command = '', ...args]: readonly string[]): Promise<boolean> {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => void printed.push(part));
  }
  const [status] = (await once(child, 'close')) as [number | null];
  process.stdout.write(Buffer.concat(printed));
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  return status === 0;
}

const waiting = Object.entries(checks);
let failed = 0;

async function runThoseThatWait(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (!(await passes(...next))) failed += 1;
  }
}

await Promise.all(Array.from({ length: AT_A_TIME }, runThoseThatWait));
if (failed > 0) {
  console.error(`\n${failed} of ${Object.keys(checks).length} checks failed.`);
  process.exitCode = 1;
}

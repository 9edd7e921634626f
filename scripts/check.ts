/** `npm run check`: every check that needs no running server. Runs all, then says which failed. */
import { spawnSync } from 'node:child_process';

const PRODUCT = ['app', 'components', 'hooks', 'lib', 'protocol', 'domain', 'db', 'server'];

const checks: Readonly<Record<string, readonly string[]>> = {
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  types: ['tsc', '-p', '.'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  boundaries: ['depcruise', '--config', '.dependency-cruiser.cjs', ...PRODUCT],
  'dead code': ['knip'],
  rules: ['node', 'scripts/check-spec.ts'],
  'protocol page': ['node', 'scripts/docs/protocol.ts', '--check'],
  'rights page': ['node', 'scripts/docs/rights.ts', '--check'],
  'limits page': ['node', 'scripts/docs/limits.ts', '--check'],
  figures: ['node', 'scripts/docs/performance.ts', '--check'],
  'OpenAPI document': ['node', 'scripts/docs/openapi.ts', '--check'],
};

const failed = Object.entries(checks).filter(([name, [command = '', ...args]]) => {
  const startedAt = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`\n${failed.length} of ${Object.keys(checks).length} checks failed.`);
  process.exitCode = 1;
}

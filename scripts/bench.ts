import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { formatReport, machine, type Report } from '../bench/report.ts';
import { StartFailure } from '../lib/start-failure.ts';

const BENCHES: Readonly<Record<string, () => Promise<{ run: () => Promise<Report> }>>> = {
  commit: () => import('../bench/commit.ts'),
  'commit-spread': () => import('../bench/commit-spread.ts'),
  seen: () => import('../bench/seen/seen.ts'),
  idle: () => import('../bench/idle/idle.ts'),
  herd: () => import('../bench/herd/herd.ts'),
};

/** `npm run bench -- NAME [--json FILE]`: measures one thing beside its peer; takes less than a minute. */
export async function main(args: readonly string[]): Promise<number> {
  const { name, json } = parse(args);
  const load = BENCHES[name];
  if (load === undefined) {
    throw new StartFailure(`Use: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json FILE]`);
  }
  const { run } = await load();
  const report = await run();
  console.log(formatReport(report));
  if (json !== undefined) {
    const { name: of, ratio, verified, data } = report;
    const file = { name: of, ratio, verified, data, machine: machine() };
    writeFileSync(json, `${JSON.stringify(file, null, 2)}\n`);
  }
  return 0;
}

function parse(args: readonly string[]): {
  readonly name: string;
  readonly json: string | undefined;
} {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'string' } },
    });
    return { name: positionals[0] ?? '', json: values.json };
  } catch (error) {
    throw new StartFailure(error instanceof Error ? error.message : String(error));
  }
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { writePage } from '../bench/page/write-page.ts';
import { BENCHES, type Bench } from '../bench/registry.ts';
import { record } from '../bench/suite/records.ts';
import { runSuite, type Outcome, type SuiteResult } from '../bench/suite/run-suite.ts';
import { StartFailure } from '../lib/start-failure.ts';
import { ROOT } from './processes.ts';

const USE = 'Use: npm run bench [-- NAME …] [--json FILE] [--record]';

/**
 * `npm run bench`: measures everything, or what is named, beside its peers, and writes a page. `--json` writes the
 * figures to a file as well; `--record` puts them into docs/performance.json.
 *
 * @returns 1 where a bench failed; one that cannot be done on this machine does not count.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { benches, json, isRecorded } = parse(args);
  const result = await runSuite(benches, (text) => console.log(text));
  const { outcomes } = result;
  const folder = join(ROOT, 'bench-results', result.measured.at.replaceAll(/[:.]/g, '-'));
  mkdirSync(folder, { recursive: true });
  const whole = `${JSON.stringify(toJson(result), null, 2)}\n`;
  writeFileSync(join(folder, 'bench.json'), whole);
  if (json !== undefined) writeFileSync(json, benches.length === 1 ? oneOf(result) : whole);
  const page = writePage(folder, result);
  if (isRecorded) {
    record(outcomes.flatMap((one) => (one.status === 'measured' ? [one.figures] : [])));
    console.log(
      'The figures are in docs/performance.json: run "npm run docs", and read the words around them.',
    );
  }
  console.log(`The page: ${page}`);
  for (const outcome of outcomes) console.log(closing(outcome, outcomes.length));
  return outcomes.some(({ status }) => status === 'failed') ? 1 : 0;
}

const toJson = ({ measured, outcomes }: SuiteResult): object => ({
  measured,
  benches: outcomes.map((outcome) => {
    const { bench, status } = outcome;
    if (outcome.status !== 'measured') return { name: bench.name, status, why: outcome.why };
    return { status, ...outcome.figures, data: outcome.report.data };
  }),
});

/** One bench's file has nothing around it. */
function oneOf({ outcomes, measured }: SuiteResult): string {
  const [outcome] = outcomes;
  if (outcome?.status !== 'measured') return `${JSON.stringify({ name: outcome?.bench.name })}\n`;
  const { name, ratio, verified, data } = outcome.report;
  const file = { name, ratio, verified, data, machine: measured.machine };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function closing(outcome: Outcome, among: number): string {
  const name = among === 1 ? '' : `${outcome.bench.name}: `;
  if (outcome.status !== 'measured') return `${name}${outcome.status}: ${outcome.why}`;
  const { ratio, card = [] } = outcome.figures;
  const figures = card.map(({ title, figure }) => `${title} ${figure}`).join(', ');
  return `${name}${ratio === null ? figures : `ratio ${ratio}`}`;
}

interface Options {
  readonly benches: readonly Bench[];
  readonly json: string | undefined;
  readonly isRecorded: boolean;
}

function parse(args: readonly string[]): Options {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'string' }, record: { type: 'boolean', default: false } },
    });
    return { benches: chosen(positionals), json: values.json, isRecorded: values.record };
  } catch (error) {
    throw new StartFailure(error instanceof Error ? error.message : String(error));
  }
}

function chosen(names: readonly string[]): readonly Bench[] {
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    const all = BENCHES.map(({ name }) => name).join(', ');
    throw new Error(`${USE}\nThere is no bench "${unknown.join('", "')}"; there are ${all}.`);
  }
  return names.length === 0 ? BENCHES : BENCHES.filter(({ name }) => names.includes(name));
}

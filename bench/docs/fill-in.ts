import { STANDING, standing, toBar } from '../page/ratio-scale.ts';
import type { Bench } from '../registry.ts';
import type { Figures } from '../suite/figures.ts';
import type { Records } from '../suite/records.ts';

/** `<!-- bench: commit -->` … `<!-- end -->`: everything between is written by program. */
const PART = /(<!-- bench: (\S+) -->)[\s\S]*?(<!-- end -->)/g;
const SUMMARY = 'all';

/** The picture of a bench's charts, beside the page. */
export const chartFile = (name: string): string => `performance-${name}.svg`;

/**
 * The page with each bench's table, and the summary, where the page has a place for them.
 *
 * @throws where there is a place without figures, or figures of a bench without a place: nothing measured is kept
 * from readers.
 */
export function fillIn(page: string, benches: readonly Bench[], records: Records): string {
  const placed = new Set<string>();
  const filled = page.replaceAll(PART, (_, begin: string, name: string, end: string) => {
    placed.add(name);
    const text = name === SUMMARY ? summary(benches, records) : part(name, benches, records);
    return `${begin}\n\n${text}\n\n${end}`;
  });
  const missing = [SUMMARY, ...Object.keys(records)].filter((name) => !placed.has(name));
  if (missing.length > 0) throw new Error(`the page has no place for ${missing.join(', ')}`);
  return filled;
}

function part(name: string, benches: readonly Bench[], records: Records): string {
  const figures = records[name];
  const bench = benches.find((one) => one.name === name);
  if (figures === undefined || bench === undefined) throw new Error(`no figures of ${name}`);
  const { must, aim } = bench;
  const asked = [
    ...(must === undefined ? [] : [`must: ${must.words}`]),
    ...(aim === undefined ? [] : [`aim: ${aim.words}`]),
  ];
  const bounds = asked.length === 0 ? '' : ` (${asked.join('; ')})`;
  const picture =
    figures.charts === undefined ? '' : `![${bench.measures}](${chartFile(name)})\n\n`;
  return `${picture}${table(figures.head, figures.rows)}

**Ratio ${figures.ratio}** in ${bench.ratioOf}${bounds}. ${measured(figures)}`;
}

const measured = ({ measured: { at, commit, machine } }: Figures): string =>
  `Measured ${at.slice(0, 10)}${commit === '' ? '' : ` at \`${commit}\``}, on ${machine}.`;

function summary(benches: readonly Bench[], records: Records): string {
  const rows = benches.flatMap((bench) => {
    const figures = records[bench.name];
    if (figures === undefined) return [];
    const { name, must, aim } = bench;
    const state = STANDING[standing(toBar(bench, figures))];
    const link = `[\`${name}\`](#${name})`;
    return [[link, String(figures.ratio), must?.words ?? '', aim?.words ?? '', state]];
  });
  return table(['Bench', 'Ratio', 'Must', 'Aim', ''], rows, [1]);
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = head.map((_, index) => index).slice(1),
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = line(head.map((_, index) => (numbers.includes(index) ? '---:' : '---')));
  return [line(head), rule, ...rows.map(line)].join('\n');
}

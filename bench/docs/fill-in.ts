import { STANDING, standing, toBars } from '../page/ratio-scale.ts';
import type { Bench } from '../registry.ts';
import type { CardFigure } from '../report.ts';
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
  const { head, rows, ratio, card = [], charts } = figures;
  const headline = ratio === null ? '' : `**Ratio ${ratio}** in ${bench.ratioOf}${asked(bench)}. `;
  const picture = charts === undefined ? '' : `![${bench.measures}](${chartFile(name)})\n\n`;
  const figuresAlone = card.length === 0 ? '' : `${card.map(cardLine).join('\n')}\n\n`;
  return `${figuresAlone}${picture}${table(head, rows)}

${headline}${measured(figures)}`;
}

const cardLine = ({ title, figure, says }: CardFigure): string =>
  `- ${title}: **${figure}** (${says})`;

function asked({ must, aim }: Bench): string {
  const words = [
    ...(must === undefined ? [] : [`must: ${must.words}`]),
    ...(aim === undefined ? [] : [`aim: ${aim.words}`]),
  ];
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
}

const measured = ({ measured: { at, commit, machine } }: Figures): string =>
  `Measured ${at.slice(0, 10)}${commit === '' ? '' : ` at \`${commit}\``}, on ${machine}.`;

function summary(benches: readonly Bench[], records: Records): string {
  const rows = benches.flatMap((bench) => {
    const figures = records[bench.name];
    if (figures === undefined) return [];
    const { name, must, aim } = bench;
    const link = `[\`${name}\`](#${name})`;
    const [bar] = toBars(bench, figures);
    if (bar === undefined) return [[link, '', '', '', 'no peer']];
    return [
      [link, String(bar.ratio), must?.words ?? '', aim?.words ?? '', STANDING[standing(bar)]],
    ];
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

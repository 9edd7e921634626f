import { checkFolder } from './checker/read-folder.ts';
import { isKept, summaryLine, type Verdict } from './checker/verdict.ts';
import type { HistoryLine } from './history.ts';
import type { RunOutcome } from './run.ts';

export interface Judged {
  readonly verdict: Verdict;
  readonly isKept: boolean;
  /** For the person; the last one sums it up. */
  readonly lines: readonly string[];
}

/** Violations of one rule that are printed; the report has more. */
const SHOWN = 5;

/** Reads a run's history and says whether the promises were kept. */
export async function judge(
  { folder, behind }: Pick<RunOutcome, 'folder' | 'behind'>,
  onLine?: (line: HistoryLine) => void,
): Promise<Judged> {
  const verdict = await checkFolder(folder, {}, onLine);
  return {
    verdict,
    isKept: isKept(verdict) && behind.length === 0,
    lines: [
      ...(behind.length > 0 ? [`Not up to date at the end: ${behind.join(', ')}`] : []),
      ...verdict.rules.flatMap(linesOf),
      summaryLine(verdict),
    ],
  };
}

function linesOf({
  rule,
  title,
  status,
  checked,
  violationCount,
  violations,
}: Verdict['rules'][number]) {
  const count = status === 'broken' ? `${violationCount} of ${checked}` : checked;
  const shown = violations
    .slice(0, SHOWN)
    .map(({ what, at }) => `     ${at === undefined ? '' : `${Math.round(at)} ms: `}${what}`);
  return [`${rule.padEnd(3)} ${status.padEnd(13)} ${title} (${count})`, ...shown];
}

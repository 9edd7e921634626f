import type { Bench, Bound } from '../registry.ts';
import type { Figures } from '../suite/figures.ts';

/** One bench's ratio with what is asked of it. */
export interface RatioBar {
  readonly name: string;
  readonly ratio: number;
  readonly must: Bound | undefined;
  readonly aim: Bound | undefined;
}

/** Where ratios stand between left (0) and right (1): each doubling is as wide as any other. */
export interface RatioScale {
  readonly ticks: readonly number[];
  at(ratio: number): number;
}

const ROOM = 1.25;
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];

/** A scale on which all bars and their bounds have room, and equality, 1, is in sight. */
export function ratioScale(bars: readonly RatioBar[]): RatioScale {
  const all = bars.flatMap(({ ratio, must, aim }) => [ratio, must?.ratio ?? 1, aim?.ratio ?? 1]);
  const low = Math.log(Math.min(0.5, ...all) / ROOM);
  const high = Math.log(Math.max(4, ...all) * ROOM);
  const at = (ratio: number): number => (Math.log(ratio) - low) / (high - low);
  return { ticks: TICKS.filter((tick) => at(tick) > 0.02 && at(tick) < 0.98), at };
}

/** Whether the ratio is what must be; `open` where no ratio is asked. */
export function standing({ ratio, must, aim }: RatioBar): 'aim' | 'must' | 'missed' | 'open' {
  if (must?.ratio !== undefined && ratio < must.ratio) return 'missed';
  if (aim?.ratio !== undefined && ratio >= aim.ratio) return 'aim';
  return must?.ratio === undefined ? 'open' : 'must';
}

/** How {@link standing} is said. */
export const STANDING = {
  aim: '✓ aim met',
  must: '✓ as it must be',
  missed: '✗ less than it must be',
  open: 'no ratio asked',
} as const;

/** None where there is no peer. */
export const toBars = (
  { name, must, aim }: Bench,
  { ratio }: Figures,
): readonly [RatioBar] | readonly [] => (ratio === null ? [] : [{ name, ratio, must, aim }]);

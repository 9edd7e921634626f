import { round } from './axis.ts';

/** All line charts are this high in their own units. */
export const HEIGHT = 100;

/** Where values stand in a chart, and which of them are named at its side. */
export interface Scale {
  readonly ticks: readonly number[];
  y(value: number): number;
}

const HEADROOM = 1.08;

/** From 0 to a little more than the highest, with two or three round values in between. */
export function linear(highest: number): Scale {
  const top = Math.max(highest, 1) * HEADROOM;
  const magnitude = 10 ** Math.floor(Math.log10(top / 2));
  const step =
    [1, 2, 2.5, 5, 10].map((one) => one * magnitude).find((one) => top / one <= 4) ?? top;
  const ticks: number[] = [];
  for (let value = step; value <= top; value += step) ticks.push(value);
  return { ticks, y: (value) => round(HEIGHT * (1 - value / top)) };
}

/** Each step up is ten times more, so that both usual and terrible values can be read. Values below `lowest` lie on it. */
export function logarithmic(highest: number, lowest = 1): Scale {
  const decades = Math.max(1, Math.log10(Math.max(highest, lowest) / lowest) * HEADROOM);
  const ticks: number[] = [];
  for (let power = 1; power <= decades; power += 1) ticks.push(lowest * 10 ** power);
  const y = (value: number): number =>
    round(HEIGHT * (1 - Math.log10(Math.max(value, lowest) / lowest) / decades));
  return { ticks, y };
}

import { clock, duration } from '../../../report/format.ts';
import { markup, type Markup } from '../../../report/markup.ts';
import { timeGrid, WIDTH, type Axis } from './axis.ts';

export interface Bar {
  readonly from: number;
  readonly until: number;
  readonly title: string;
}

export interface Lane {
  readonly name: string;
  readonly bars: readonly Bar[];
  readonly tone: 'fault' | 'bad';
}

const HEIGHT = 10;

/** A row of bars on the page's time axis. However short, each can be seen; pointing at it says what it is. */
export const lane = ({ name, bars, tone }: Lane, axis: Axis): Markup => markup`
<div class="row lane"><div class="name">${name} <span class="number">${bars.length}</span></div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${name}: ${bars.length}">
${timeGrid(axis, HEIGHT)}${bars.map((bar) => drawn(bar, tone, axis))}</svg></div>`;

function drawn({ from, until, title }: Bar, tone: Lane['tone'], axis: Axis): Markup {
  const x = axis.x(from);
  const when = until > from ? `${clock(from)}, for ${duration(until - from)}` : clock(from);
  return markup`<rect class="bar ${tone}" x="${x}" y="1" width="${Math.max(0.1, Math.round((axis.x(until) - x) * 10) / 10)}" height="8"><title>${title}, at ${when}</title></rect>`;
}

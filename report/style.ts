import { darkPalette, lightPalette, type Palette } from '../components/ui/palette.ts';
import { Markup } from './markup.ts';
import { LAYOUT } from './layout.ts';

export interface Tones {
  readonly one: string;
  readonly two: string;
  readonly three: string;
}

/** Colours of curves: apart from each other and from the ground by 3:1, also for those who see few colours. */
export const LIGHT_TONES: Tones = { one: '#14624B', two: '#C2620A', three: '#5A54C9' };
export const DARK_TONES: Tones = { one: '#7AD3AD', two: '#F4B740', three: '#A7A2FF' };

const NAMES = [
  'page',
  'surface',
  'sunken',
  'line',
  'lineStrong',
  'text',
  'muted',
  'accent',
  'accentSoft',
  'onAccentSoft',
  'spotSoft',
  'onSpotSoft',
  'danger',
  'dangerSoft',
  'onDangerSoft',
] as const satisfies readonly (keyof Palette)[];

const variables = (palette: Palette, tones: Tones): string =>
  [...NAMES.map((name) => [name, palette[name]]), ...Object.entries(tones)]
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/** The page's one style sheet: the product's colours, light and dark, and light on paper. */
export const style = new Markup(
  `:root{color-scheme:light dark;${variables(lightPalette, LIGHT_TONES)}}
@media screen and (prefers-color-scheme:dark){:root{${variables(darkPalette, DARK_TONES)}}}
${LAYOUT}`,
);

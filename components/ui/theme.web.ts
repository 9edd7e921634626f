import { StyleSheet } from 'react-native';

import { darkPalette, lightPalette, type Palette } from './palette';

const cssName = (token: string): string => `--hw-${token}`;

const declare = (palette: Palette): string =>
  Object.entries(palette)
    .map(([token, value]) => `${cssName(token)}:${value}`)
    .join(';');

/** Both themes as CSS: the page is right before any script runs, and follows the system by itself. */
export const themeCss = `:root{color-scheme:light dark;${declare(lightPalette)}}
@media (prefers-color-scheme:dark){:root{${declare(darkPalette)}}}`;

const variables = Object.fromEntries(
  Object.keys(lightPalette).map((token) => [token, `var(${cssName(token)})`]),
) as unknown as Palette;

/** References to the theme's CSS variables. */
export function usePalette(): Palette {
  return variables;
}

/** Makes a hook that gives the styles; the browser fills in the colours. */
export function createStyles<Styles extends StyleSheet.NamedStyles<Styles>>(
  make: (palette: Palette) => Styles & StyleSheet.NamedStyles<Styles>,
): () => Styles {
  const styles = StyleSheet.create(make(variables));
  return () => styles;
}

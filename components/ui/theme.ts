import { StyleSheet, useColorScheme } from 'react-native';

import { darkPalette, lightPalette, type Palette } from './palette';

/** The colours of the system's present theme. */
export function usePalette(): Palette {
  return useColorScheme() === 'dark' ? darkPalette : lightPalette;
}

/** Makes a hook that gives the styles in the colours of the system's theme. */
export function createStyles<Styles extends StyleSheet.NamedStyles<Styles>>(
  make: (palette: Palette) => Styles & StyleSheet.NamedStyles<Styles>,
): () => Styles {
  const light = StyleSheet.create(make(lightPalette));
  const dark = StyleSheet.create(make(darkPalette));
  return () => (useColorScheme() === 'dark' ? dark : light);
}

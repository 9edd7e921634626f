import type { TextStyle } from 'react-native';

const SYSTEM = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif';
const EMOJI = '"Apple Color Emoji","Segoe UI Emoji","Noto Color Emoji"';

export const bodyFont: TextStyle = { fontFamily: `Figtree,${SYSTEM},${EMOJI}` };
export const displayFont: TextStyle = { fontFamily: `"Bricolage Grotesque",${SYSTEM},${EMOJI}` };

const LATIN =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD';
const LATIN_EXT =
  'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF';

const face = (family: string, file: string, range: string): string =>
  `@font-face{font-family:${family};font-style:normal;font-display:swap;font-weight:200 900;src:url(/fonts/${file}.woff2) format("woff2");unicode-range:${range}}`;

export const fontCss = [
  face('Figtree', 'figtree-latin', LATIN),
  face('Figtree', 'figtree-latin-ext', LATIN_EXT),
  face('"Bricolage Grotesque"', 'bricolage-latin', LATIN),
  face('"Bricolage Grotesque"', 'bricolage-latin-ext', LATIN_EXT),
].join('\n');

import type { TextStyle } from 'react-native';

/** The phone's own typefaces; see `fonts.web.ts` for the browser's. */
export const bodyFont: TextStyle = {};
export const displayFont: TextStyle = {};

/** Distances on a grid of 4. */
export const space = { xxs: 4, xs: 8, sm: 12, md: 16, lg: 24, xl: 32, xxl: 48, xxxl: 64 } as const;

export const radius = { sm: 8, md: 12, lg: 18, xl: 26, full: 999 } as const;

/** Smallest side of anything that can be pressed. */
export const TARGET_MIN_SIZE = 44;

export const type = {
  display: { fontSize: 44, lineHeight: 48, letterSpacing: -1 },
  displayCompact: { fontSize: 34, lineHeight: 39, letterSpacing: -0.7 },
  title: { fontSize: 28, lineHeight: 34, letterSpacing: -0.4 },
  heading: { fontSize: 20, lineHeight: 26, letterSpacing: -0.2 },
  subheading: { fontSize: 17, lineHeight: 24, letterSpacing: 0 },
  body: { fontSize: 16, lineHeight: 24, letterSpacing: 0 },
  small: { fontSize: 14, lineHeight: 20, letterSpacing: 0 },
  tiny: { fontSize: 12, lineHeight: 16, letterSpacing: 0.1 },
} as const;

export type TypeSize = keyof typeof type;

/** From this width on there is room for two panes. */
export const WIDE_MIN_WIDTH = 900;
export const PAGE_MAX_WIDTH = 1_120;
export const FORM_MAX_WIDTH = 560;

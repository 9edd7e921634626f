/** Colours by their purpose. Text and its ground reach a contrast of 4.5:1 in both sets. */
export interface Palette {
  /** Ground of a page. */
  readonly page: string;
  /** Cards, bars and other things that lie on the page. */
  readonly surface: string;
  /** Wells and tracks that lie below it. */
  readonly sunken: string;
  readonly line: string;
  /** Borders that show what can be filled in: 3:1. */
  readonly lineStrong: string;
  /** What one moves along a track. */
  readonly knob: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly accentHover: string;
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly onAccentSoft: string;
  /** The warm second colour: used sparingly, for "interested" and for highlights. */
  readonly spot: string;
  readonly onSpot: string;
  readonly spotSoft: string;
  readonly onSpotSoft: string;
  readonly danger: string;
  readonly onDanger: string;
  readonly dangerSoft: string;
  readonly onDangerSoft: string;
  readonly bubbleOwn: string;
  readonly onBubbleOwn: string;
  readonly onBubbleOwnMuted: string;
  readonly bubble: string;
  readonly overlay: string;
  /** Over a picture, so that what stands on it in the colour of text can be read. */
  readonly scrim: string;
  readonly shadowLow: string;
  readonly shadowHigh: string;
}

export const lightPalette: Palette = {
  page: '#F4F6F1',
  surface: '#FFFFFF',
  sunken: '#E8EDE4',
  line: '#DDE4DA',
  lineStrong: '#839085',
  knob: '#FFFFFF',
  text: '#14201A',
  muted: '#526057',
  accent: '#14624B',
  accentHover: '#0E5040',
  onAccent: '#FFFFFF',
  accentSoft: '#DAECE1',
  onAccentSoft: '#0D4A38',
  spot: '#F4B740',
  onSpot: '#2B1E00',
  spotSoft: '#FCEFCD',
  onSpotSoft: '#664400',
  danger: '#B3261E',
  onDanger: '#FFFFFF',
  dangerSoft: '#FBE7E3',
  onDangerSoft: '#8C1D16',
  bubbleOwn: '#14624B',
  onBubbleOwn: '#FFFFFF',
  onBubbleOwnMuted: '#CDE5D9',
  bubble: '#FFFFFF',
  overlay: 'rgba(12, 22, 17, 0.48)',
  scrim: 'rgba(255, 255, 255, 0.72)',
  shadowLow: '0 1px 2px rgba(20, 32, 26, 0.05), 0 2px 8px rgba(20, 32, 26, 0.04)',
  shadowHigh: '0 2px 6px rgba(20, 32, 26, 0.06), 0 16px 40px rgba(20, 32, 26, 0.12)',
};

export const darkPalette: Palette = {
  page: '#0D1310',
  surface: '#161E1A',
  sunken: '#0A0F0C',
  line: '#28332D',
  lineStrong: '#6F8076',
  knob: '#E9F0EB',
  text: '#E9F0EB',
  muted: '#A1B1A8',
  accent: '#7AD3AD',
  accentHover: '#95DFC0',
  onAccent: '#06281C',
  accentSoft: '#173A2D',
  onAccentSoft: '#ABE6CD',
  spot: '#F4B740',
  onSpot: '#2B1E00',
  spotSoft: '#392C0E',
  onSpotSoft: '#F6D48A',
  danger: '#FF9C92',
  onDanger: '#3B0905',
  dangerSoft: '#3B1A16',
  onDangerSoft: '#FFB9B1',
  bubbleOwn: '#1C5B47',
  onBubbleOwn: '#F2FAF6',
  onBubbleOwnMuted: '#BBDCCD',
  bubble: '#202A25',
  overlay: 'rgba(0, 0, 0, 0.62)',
  scrim: 'rgba(13, 19, 16, 0.72)',
  shadowLow: '0 1px 2px rgba(0, 0, 0, 0.3)',
  shadowHigh: '0 2px 6px rgba(0, 0, 0, 0.3), 0 16px 40px rgba(0, 0, 0, 0.45)',
};

/** Grounds and letters of avatars, chosen by the person's id; the same in both themes. */
export const avatarColours = [
  { ground: '#C9E6D8', letters: '#0B4635' },
  { ground: '#FBDFA8', letters: '#5E3F00' },
  { ground: '#DED5F7', letters: '#452780' },
  { ground: '#F8D1D6', letters: '#841C33' },
  { ground: '#CBE0F8', letters: '#14437A' },
  { ground: '#E0E9B4', letters: '#46530A' },
  { ground: '#F3D3EC', letters: '#742565' },
  { ground: '#C6E9EE', letters: '#0A515B' },
] as const;

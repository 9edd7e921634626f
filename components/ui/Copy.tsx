import type { ReactElement } from 'react';
import { Text, type TextProps, type TextStyle } from 'react-native';

import { bodyFont, displayFont } from './fonts';
import { usePalette } from './theme';
import { type, type TypeSize } from './tokens';

type Tone = 'text' | 'muted' | 'accent' | 'danger' | 'onAccent';

const WEIGHTS = { regular: '400', medium: '500', strong: '600', heavy: '700' } as const;

interface CopyProps extends TextProps {
  readonly size?: TypeSize;
  readonly tone?: Tone;
  readonly weight?: keyof typeof WEIGHTS;
}

/** Text in the app's typeface. */
export function Copy(props: CopyProps): ReactElement {
  const { size = 'body', tone = 'text', weight = 'regular', style, ...rest } = props;
  const palette = usePalette();
  const own: TextStyle = { ...type[size], color: palette[tone], fontWeight: WEIGHTS[weight] };
  return <Text {...rest} style={[bodyFont, own, style]} />;
}

interface HeadingProps extends TextProps {
  readonly level: 1 | 2 | 3;
  readonly size?: TypeSize;
}

/** A heading, also to screen readers. */
export function Heading({ level, size, style, ...rest }: HeadingProps): ReactElement {
  const palette = usePalette();
  const bySize = size ?? (level === 1 ? 'title' : level === 2 ? 'heading' : 'subheading');
  const own: TextStyle = { ...type[bySize], color: palette.text, fontWeight: '700' };
  // React Native's types lack `aria-level`; the web needs it, phones ignore it.
  const levelProps = { 'aria-level': level } as object;
  return (
    <Text role="heading" {...levelProps} {...rest} style={[bodyFont, displayFont, own, style]} />
  );
}

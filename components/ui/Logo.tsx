import type { ReactElement } from 'react';
import { View } from 'react-native';
import Svg, { Circle, Path } from 'react-native-svg';

import { Copy } from './Copy';
import { displayFont } from './fonts';
import { usePalette } from './theme';

/** The mark: an open doorway that is also a speech bubble. */
export function LogoMark({ size = 32 }: { readonly size?: number }): ReactElement {
  const palette = usePalette();
  return (
    <View aria-hidden style={{ width: size, height: size }}>
      <Svg width={size} height={size} viewBox="0 0 32 32">
        <Path d="M4 30V15a12 12 0 0 1 24 0v3a9 9 0 0 1-9 9h-9.5L4 30Z" fill={palette.accent} />
        <Path d="M11 27.2V15.5a5 5 0 0 1 10 0V27.2Z" fill={palette.onAccent} opacity={0.94} />
        <Circle cx={18} cy={20} r={1.7} fill={palette.spot} />
      </Svg>
    </View>
  );
}

/** The mark with the name. */
export function Logo({ size = 30 }: { readonly size?: number }): ReactElement {
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', gap: 10 }}>
      <LogoMark size={size} />
      <Copy
        weight="heavy"
        style={[displayFont, { fontSize: size * 0.72, lineHeight: size, letterSpacing: -0.5 }]}
      >
        Hallway
      </Copy>
    </View>
  );
}

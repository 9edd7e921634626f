import type { ReactElement } from 'react';
import { Image, View } from 'react-native';

import { Copy } from './Copy';
import { avatarColours } from './palette';
import { colourIndex, initials } from './person';

interface AvatarProps {
  readonly userId: string;
  readonly name: string;
  readonly image?: string | null | undefined;
  readonly size?: number;
}

/** A person's picture, or their initials in a colour that stays theirs. The name beside it says who. */
export function Avatar({ userId, name, image, size = 40 }: AvatarProps): ReactElement {
  const colours = avatarColours[colourIndex(userId, avatarColours.length)] ?? avatarColours[0];
  const circle = { width: size, height: size, borderRadius: size / 2 } as const;
  if (typeof image === 'string' && /^https?:\/\//.test(image)) {
    return <Image aria-hidden source={{ uri: image }} style={circle} />;
  }
  return (
    <View
      aria-hidden
      style={[
        circle,
        { backgroundColor: colours.ground, alignItems: 'center', justifyContent: 'center' },
      ]}
    >
      <Copy
        weight="heavy"
        selectable={false}
        style={{
          color: colours.letters,
          fontSize: Math.round(size * 0.38),
          lineHeight: Math.round(size * 0.5),
        }}
      >
        {initials(name)}
      </Copy>
    </View>
  );
}

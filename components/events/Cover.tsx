import type { ReactElement } from 'react';
import { Image, View } from 'react-native';
import Svg, { Path } from 'react-native-svg';

import { avatarColours } from '@/components/ui/palette';
import { colourIndex } from '@/components/ui/person';
import { radius } from '@/components/ui/tokens';

interface CoverProps {
  readonly eventId: string;
  readonly imageUrl: string | null;
  readonly height: number;
}

const ARCHES = 9;

/** The event's picture, or a row of doorways in colours that stay the event's. */
export function Cover({ eventId, imageUrl, height }: CoverProps): ReactElement {
  const frame = { height, borderRadius: radius.lg, overflow: 'hidden' } as const;
  if (imageUrl !== null) {
    return <Image aria-hidden source={{ uri: imageUrl }} style={frame} resizeMode="cover" />;
  }
  return (
    <View aria-hidden style={frame}>
      <Arches eventId={eventId} />
    </View>
  );
}

const colourAt = (index: number) => avatarColours[index % avatarColours.length] ?? avatarColours[0];

function Arches({ eventId }: { readonly eventId: string }): ReactElement {
  const first = colourIndex(eventId, avatarColours.length);
  const ground = colourAt(first);
  return (
    <View style={{ flex: 1, backgroundColor: ground.letters }}>
      <Svg width="100%" height="100%" viewBox="0 0 900 200" preserveAspectRatio="xMidYMax slice">
        {Array.from({ length: ARCHES }, (_, index) => {
          const x = index * 100 + 8;
          const top = 60 + colourIndex(`${eventId}${index}`, 5) * 18;
          const colour = colourAt(first + (index % 3) * 3);
          return (
            <Path
              key={index}
              d={`M${x} 210V${top + 42}a42 42 0 0 1 84 0V210Z`}
              fill={colour.ground}
              opacity={index % 2 === 0 ? 0.95 : 0.55}
            />
          );
        })}
      </Svg>
    </View>
  );
}

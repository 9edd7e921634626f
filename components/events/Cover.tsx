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

/** Doorways in a row: as many as fill the widest frame. */
const ARCHES = 9;
const ARCH_WIDTH = 100;
/** Frames from this height on are nearly square, and show fewer and longer doorways. */
const TALL_MIN_HEIGHT = 400;

/** The event's picture, or a row of doorways in colours that stay the event's. */
export function Cover({ eventId, imageUrl, height }: CoverProps): ReactElement {
  const frame = { height, borderRadius: radius.lg, overflow: 'hidden' } as const;
  if (imageUrl !== null) {
    return <Image aria-hidden source={{ uri: imageUrl }} style={frame} resizeMode="cover" />;
  }
  return (
    <View aria-hidden style={frame}>
      <Arches eventId={eventId} isTall={height >= TALL_MIN_HEIGHT} />
    </View>
  );
}

const colourAt = (index: number) => avatarColours[index % avatarColours.length] ?? avatarColours[0];

interface ArchesProps {
  readonly eventId: string;
  readonly isTall: boolean;
}

function Arches({ eventId, isTall }: ArchesProps): ReactElement {
  const first = colourIndex(eventId, avatarColours.length);
  const ground = colourAt(first);
  const [count, height, step] = isTall ? [5, 500, 42] : [ARCHES, 200, 18];
  return (
    <View style={{ flex: 1, backgroundColor: ground.letters }}>
      <Svg
        width="100%"
        height="100%"
        viewBox={`0 0 ${count * ARCH_WIDTH} ${height}`}
        preserveAspectRatio="xMidYMax slice"
      >
        {Array.from({ length: count }, (_, index) => {
          const x = index * ARCH_WIDTH + 8;
          const top = height * 0.3 + colourIndex(`${eventId}${index}`, 5) * step;
          const colour = colourAt(first + (index % 3) * 3);
          return (
            <Path
              key={index}
              d={`M${x} ${height + 10}V${top + 42}a42 42 0 0 1 84 0V${height + 10}Z`}
              fill={colour.ground}
              opacity={index % 2 === 0 ? 0.95 : 0.55}
            />
          );
        })}
      </Svg>
    </View>
  );
}

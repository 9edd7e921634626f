import Reply from 'lucide-react-native/icons/reply';
import type { ReactElement, ReactNode } from 'react';
import { Animated, View } from 'react-native';

import { Icon } from '@/components/ui/Icon';
import { SWIPE_MIN_DISTANCE, type Swipe } from '@/components/ui/use-swipe';

interface SwipedBubbleProps extends Pick<Swipe, 'offset'> {
  readonly children: ReactNode;
}

/** A message that follows a finger to the side, and what that is for. The menu has it too, for who has no finger there. */
export function SwipedBubble({ offset, children }: SwipedBubbleProps): ReactElement {
  const opacity = offset.interpolate({ inputRange: [0, SWIPE_MIN_DISTANCE], outputRange: [0, 1] });
  return (
    // Lines that are cut off would else make a browser's message as wide as they are.
    <View style={{ maxWidth: '100%' }}>
      <Animated.View
        aria-hidden
        style={{
          position: 'absolute',
          left: 8,
          top: 0,
          bottom: 0,
          justifyContent: 'center',
          opacity,
        }}
      >
        <Icon of={Reply} size={20} color="muted" />
      </Animated.View>
      <Animated.View style={{ transform: [{ translateX: offset }] }}>{children}</Animated.View>
    </View>
  );
}

import type { ReactElement } from 'react';
import { Modal, type ModalProps, View } from 'react-native';

interface ModalLayerProps extends Omit<ModalProps, 'animationType' | 'transparent'> {
  readonly isFading?: boolean;
}

const isWeb = process.env.EXPO_OS === 'web';

/**
 * In front of the page, with the focus and the keys, from its first frame on. React Native's Modal for the web is
 * deaf to Escape and lets the focus out until its own fade has ended: so what is inside fades instead.
 */
export function ModalLayer({
  isFading = false,
  children,
  ...modal
}: ModalLayerProps): ReactElement {
  return (
    <Modal
      transparent
      statusBarTranslucent
      animationType={isFading && !isWeb ? 'fade' : 'none'}
      {...modal}
    >
      {isFading && isWeb ? <View style={fadingIn}>{children}</View> : children}
    </Modal>
  );
}

const FADE_MS = 200;

// React Native's types lack what it can do on the web.
const fadingIn = {
  flex: 1,
  animationDuration: `${FADE_MS}ms`,
  animationTimingFunction: 'ease-out',
  animationKeyframes: { from: { opacity: 0 }, to: { opacity: 1 } },
} as object;

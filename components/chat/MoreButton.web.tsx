import Ellipsis from 'lucide-react-native/icons/ellipsis';
import { type ReactElement, useRef } from 'react';
import { Pressable, View } from 'react-native';

import { Icon } from '@/components/ui/Icon';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, TARGET_MIN_SIZE } from '@/components/ui/tokens';

import type { MoreButtonProps } from './more-button-props';

const FACE_SIZE = 30;

/** Beside a message: opens its menu. Shown while the mouse is over the message, or with the keyboard's focus. */
export function MoreButton(props: MoreButtonProps): ReactElement {
  const { isTabStop, isOpen, isOwn, onPress } = props;
  const styles = useStyles();
  const button = useRef<View>(null);
  // What React Native's types lack: `revealed` is for the global styles.
  const webProps = { dataSet: { revealed: '' }, 'aria-haspopup': 'menu' } as object;
  return (
    <Pressable
      ref={button}
      role="button"
      aria-label="Message actions"
      aria-expanded={isOpen}
      tabIndex={isTabStop ? 0 : -1}
      {...webProps}
      onPress={() => button.current !== null && onPress(button.current)}
      style={[styles.target, isOwn ? styles.before : styles.after]}
    >
      {(state) => (
        <View style={[styles.face, (isHovered(state) || isOpen) && styles.active]}>
          <Icon of={Ellipsis} size={18} color="muted" />
        </View>
      )}
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  target: {
    position: 'absolute',
    top: 0,
    width: TARGET_MIN_SIZE,
    height: TARGET_MIN_SIZE,
    borderRadius: radius.full,
    alignItems: 'center',
    justifyContent: 'center',
  },
  before: { right: '100%' },
  after: { left: '100%' },
  face: {
    width: FACE_SIZE,
    height: FACE_SIZE,
    borderRadius: radius.full,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowLow,
    alignItems: 'center',
    justifyContent: 'center',
  },
  active: { backgroundColor: palette.sunken },
}));

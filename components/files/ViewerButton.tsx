import type { LucideIcon } from 'lucide-react-native';
import type { ReactElement } from 'react';
import { Pressable, type PressableProps } from 'react-native';

import { isHovered } from '@/components/ui/interactive';
import { radius, TARGET_MIN_SIZE } from '@/components/ui/tokens';

interface ViewerButtonProps extends Pick<PressableProps, 'onPress' | 'role'> {
  readonly label: string;
  readonly icon: LucideIcon;
}

const WHITE = '#FFFFFF';

/** A round button on the dark ground of the viewer, in both themes. */
export function ViewerButton(props: ViewerButtonProps): ReactElement {
  const { label, icon: Drawing, ...press } = props;
  return (
    <Pressable
      role="button"
      aria-label={label}
      {...press}
      style={(state) => ({
        width: TARGET_MIN_SIZE,
        height: TARGET_MIN_SIZE,
        borderRadius: radius.full,
        alignItems: 'center',
        justifyContent: 'center',
        backgroundColor:
          state.pressed || isHovered(state) ? 'rgba(255, 255, 255, 0.24)' : 'rgba(0, 0, 0, 0.45)',
      })}
    >
      <Drawing size={22} color={WHITE} strokeWidth={2} aria-hidden />
    </Pressable>
  );
}

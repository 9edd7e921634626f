import type { PressableStateCallbackType } from 'react-native';

/** Whether a mouse is over a Pressable; always false where there is none. */
export function isHovered(state: PressableStateCallbackType): boolean {
  return 'hovered' in state && state.hovered === true;
}

import type { GestureResponderEvent, ViewProps } from 'react-native';

/** Where the finger is: a browser says so of each touch, a phone of the event. */
export function placeOf({ touches, pageX, pageY }: GestureResponderEvent['nativeEvent']): {
  readonly x: number;
  readonly y: number;
} {
  return { x: touches[0]?.pageX ?? pageX, y: touches[0]?.pageY ?? pageY };
}

type Touches = Pick<ViewProps, 'onTouchStart' | 'onTouchMove' | 'onTouchEnd' | 'onTouchCancel'>;

/** One finger heard of by two. */
export const bothTouches = (one: Touches, other: Touches): Touches => ({
  onTouchStart(event) {
    one.onTouchStart?.(event);
    other.onTouchStart?.(event);
  },
  onTouchMove(event) {
    one.onTouchMove?.(event);
    other.onTouchMove?.(event);
  },
  onTouchEnd(event) {
    one.onTouchEnd?.(event);
    other.onTouchEnd?.(event);
  },
  onTouchCancel(event) {
    one.onTouchCancel?.(event);
    other.onTouchCancel?.(event);
  },
});

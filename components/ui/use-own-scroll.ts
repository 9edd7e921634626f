import { useState } from 'react';
import { type GestureResponderHandlers, PanResponder } from 'react-native';

/** For what stands around a list inside of a sheet: a finger that scrolls the list down must not pull the sheet. */
export function useOwnScroll(): GestureResponderHandlers {
  const [{ panHandlers }] = useState(() =>
    PanResponder.create({
      onMoveShouldSetPanResponder: (_event, { dx, dy }) => Math.abs(dy) > Math.abs(dx),
      onPanResponderTerminationRequest: () => false,
      onShouldBlockNativeResponder: () => false,
    }),
  );
  return panHandlers;
}

import { useWindowDimensions } from 'react-native';

import { WIDE_MIN_WIDTH } from './tokens';

/** Whether there is room for two panes. */
export function useWide(): boolean {
  return useWindowDimensions().width >= WIDE_MIN_WIDTH;
}

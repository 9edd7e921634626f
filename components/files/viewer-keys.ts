import type { RefObject } from 'react';
import type { View } from 'react-native';

import type { ViewerKeys } from './platform-parts';

/** The wheel, and keys, make a picture larger, move it, and go to another one, where there are some. */
export const useViewerKeys = (_view: RefObject<View | null>, _zoom: ViewerKeys): void => {};

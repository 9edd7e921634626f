import type { RefObject } from 'react';
import type { View } from 'react-native';

import type { FileDrop } from './platform-parts';

/** Whether files are held over the view. On phones nothing is dropped or pasted. */
export const useFileDrop = (_view: RefObject<View | null>, _drop: FileDrop): boolean => false;

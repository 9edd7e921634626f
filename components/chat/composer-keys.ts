import type { TextInputKeyPressEvent } from 'react-native';

/** Whether a key means "send": on phones the Return key always breaks the line. */
export const isSendKey = (_event: TextInputKeyPressEvent): boolean => false;

import type { TextInputKeyPressEvent } from 'react-native';

import type { ComposerKey } from './composed-text';

/** None on phones, where the Return key always breaks the line. */
export const composerKey = (_event: TextInputKeyPressEvent): ComposerKey | null => null;

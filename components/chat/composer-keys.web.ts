import type { TextInputKeyPressEvent } from 'react-native';

import type { ComposerKey } from './composed-text';

// Some browsers report the Enter that ends an input method's composition only by this code.
const COMPOSING_KEY_CODE = 229;

const KEYS: Readonly<Record<string, ComposerKey>> = {
  Enter: 'send',
  Escape: 'cancel',
  ArrowUp: 'edit-latest',
  ArrowDown: 'down',
  Tab: 'take',
};

/**
 * What these keys mean without any other that is held: Enter with Shift breaks the line. Keys that pick or leave a
 * word in an input method mean nothing here.
 */
export function composerKey(event: TextInputKeyPressEvent): ComposerKey | null {
  const key = event.nativeEvent as unknown as KeyboardEvent;
  if (key.isComposing || key.keyCode === COMPOSING_KEY_CODE || key.shiftKey) return null;
  if (key.key === 'ArrowUp' && (key.altKey || key.ctrlKey || key.metaKey)) return null;
  return KEYS[key.key] ?? null;
}

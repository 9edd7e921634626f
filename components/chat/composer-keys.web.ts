import type { TextInputKeyPressEvent } from 'react-native';

// Some browsers report the Enter that ends an input method's composition only by this code.
const COMPOSING_KEY_CODE = 229;

/** Whether a key means "send": Enter without Shift, and not one that picks a word in an input method. */
export function isSendKey(event: TextInputKeyPressEvent): boolean {
  const key = event.nativeEvent as unknown as KeyboardEvent;
  const isComposing = key.isComposing || key.keyCode === COMPOSING_KEY_CODE;
  return key.key === 'Enter' && !key.shiftKey && !isComposing;
}

import type { TextInput } from 'react-native';

/** Puts the cursor to a place of the text, once that is drawn. */
export const placeCursor = (input: TextInput | null, at: number): void => {
  input?.focus();
  setTimeout(() => input?.setSelection(at, at));
};

import type { TextInput } from 'react-native';

/** Puts the cursor to a place of the text that was drawn. */
export const placeCursor = (input: TextInput | null, at: number): void => {
  // The text reaches the platform's own field after this turn.
  setTimeout(() => input?.setSelection(at, at));
};

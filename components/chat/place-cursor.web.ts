import type { TextInput } from 'react-native';

/** Puts the cursor to a place of the text that is drawn, before another key can be typed. */
export const placeCursor = (input: TextInput | null, at: number): void => {
  // In a browser it is the page's own element.
  const element = input as unknown as HTMLTextAreaElement | null;
  element?.setSelectionRange(at, at);
};

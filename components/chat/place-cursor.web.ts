import type { TextInput } from 'react-native';

/** Puts the cursor to a place of the text, once that is drawn. */
export const placeCursor = (input: TextInput | null, at: number): void => {
  input?.focus();
  // In a browser it is the page's own element.
  const element = input as unknown as HTMLTextAreaElement | null;
  setTimeout(() => element?.setSelectionRange(at, at));
};

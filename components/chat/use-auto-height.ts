import type { RefObject } from 'react';
import type { TextInput } from 'react-native';

/** Phones let an input grow with its text by themselves. */
export function useAutoHeight(
  _input: RefObject<TextInput | null>,
  _text: string,
  _maxHeight: number,
): void {}

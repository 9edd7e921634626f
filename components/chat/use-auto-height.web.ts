import { type RefObject, useLayoutEffect } from 'react';
import type { TextInput } from 'react-native';

/** Lets a text area grow with its text, up to a height. */
export function useAutoHeight(
  input: RefObject<TextInput | null>,
  text: string,
  maxHeight: number,
): void {
  useLayoutEffect(() => {
    const area = input.current as unknown as HTMLTextAreaElement | null;
    if (area === null) return;
    area.style.height = 'auto';
    const borders = area.offsetHeight - area.clientHeight;
    area.style.height = `${Math.min(area.scrollHeight + borders, maxHeight)}px`;
  }, [input, text, maxHeight]);
}

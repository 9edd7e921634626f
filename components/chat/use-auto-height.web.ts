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
    if (area !== null) fitHeight(area, text, maxHeight);
  }, [input, text, maxHeight]);
}

function fitHeight(area: HTMLTextAreaElement, text: string, maxHeight: number): void {
  const { style } = area;
  style.height = 'auto';
  if (text === '') return;
  const borders = area.offsetHeight - area.clientHeight;
  style.height = `${Math.min(area.scrollHeight + borders, maxHeight)}px`;
}

import type { View } from 'react-native';

/** Phones read a screen by where things stand on it. */
export function putInReadingOrder(_list: View | null): void {}

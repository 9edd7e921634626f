import type { ReactElement } from 'react';
import { Text } from 'react-native';

import type { HintProps } from './hint-props';

/** Words in a text with more about them. */
export function Hint({ text, children }: HintProps): ReactElement {
  return <Text accessibilityLabel={text}>{children}</Text>;
}

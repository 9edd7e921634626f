import type { ReactElement } from 'react';

import type { HintProps } from './hint-props';

/** Words in a text with more about them, which the browser shows where the mouse rests. */
export function Hint({ text, children }: HintProps): ReactElement {
  return <span title={text}>{children}</span>;
}

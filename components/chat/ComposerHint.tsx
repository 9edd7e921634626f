import type { ReactElement } from 'react';

import { Copy } from '@/components/ui/Copy';
import { MESSAGE_MAX_CHARS } from '@/protocol/wire';

interface ComposerHintProps {
  readonly refusal: string | null;
  readonly length: number;
}

/** From this many characters on the counter is shown. */
const COUNTER_MIN_CHARS = 900;

/** Above what is being typed: why it was not taken, or how much more there is room for. */
export function ComposerHint({ refusal, length }: ComposerHintProps): ReactElement | null {
  const left = MESSAGE_MAX_CHARS - length;
  if (refusal !== null) {
    return (
      <Copy size="small" tone="danger" role="alert">
        {refusal}
      </Copy>
    );
  }
  if (length < COUNTER_MIN_CHARS) return null;
  return (
    <Copy
      size="small"
      role="status"
      tone={left < 0 ? 'danger' : 'muted'}
      style={{ textAlign: 'right' }}
    >
      {left < 0
        ? `${(-left).toLocaleString()} characters too many`
        : `${left.toLocaleString()} characters left`}
    </Copy>
  );
}

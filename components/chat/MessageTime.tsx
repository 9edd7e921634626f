import type { ReactElement } from 'react';
import type { StyleProp, TextStyle } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Hint } from '@/components/ui/Hint';

import type { ChatMessage } from './chat-rows';
import { clockWords, momentWords } from './day-words';

interface MessageTimeProps {
  readonly message: ChatMessage;
  /** Whether when it was written is shown; that it was edited always is. */
  readonly isTimeShown: boolean;
  readonly style?: StyleProp<TextStyle>;
}

/** When a message was written, and whether its words are not its first. */
export function MessageTime({
  message,
  isTimeShown,
  style,
}: MessageTimeProps): ReactElement | null {
  const { createdAt, editedAt } = message;
  const isEdited = editedAt !== undefined;
  if (!isTimeShown && !isEdited) return null;
  return (
    <Copy size="tiny" tone="muted" style={style}>
      {isTimeShown && clockWords(createdAt)}
      {isTimeShown && isEdited && ' · '}
      {isEdited && <Hint text={`Edited ${momentWords(editedAt)}`}>edited</Hint>}
    </Copy>
  );
}

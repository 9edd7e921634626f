import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { space } from '@/components/ui/tokens';

import { typingWords } from './typing-words';

/** Who else is typing. Keeps its height, so that nothing jumps when somebody starts. */
export function TypingLine({ names }: { readonly names: readonly string[] }): ReactElement {
  return (
    <View
      role="status"
      aria-live="polite"
      testID="typing"
      style={{ height: 22, paddingHorizontal: space.md, justifyContent: 'center' }}
    >
      <Copy size="tiny" tone="muted" numberOfLines={1}>
        {typingWords(names)}
      </Copy>
    </View>
  );
}

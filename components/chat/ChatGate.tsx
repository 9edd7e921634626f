import MessagesSquare from 'lucide-react-native/icons/messages-square';
import type { ReactElement, ReactNode } from 'react';
import { View } from 'react-native';

import { EmptyState } from '@/components/ui/EmptyState';

interface ChatGateProps {
  readonly text: string;
  /** What opens it. */
  readonly children: ReactNode;
}

/** Stands where the chat will be, for people who do not take part in the event yet. */
export function ChatGate({ text, children }: ChatGateProps): ReactElement {
  return (
    <View style={{ flex: 1, justifyContent: 'center' }}>
      <EmptyState icon={MessagesSquare} title="Join the conversation" text={text}>
        {children}
      </EmptyState>
    </View>
  );
}

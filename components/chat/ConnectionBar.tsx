import CloudOff from 'lucide-react-native/icons/cloud-off';
import LoaderCircle from 'lucide-react-native/icons/loader-circle';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Notice } from '@/components/ui/Notice';
import { space } from '@/components/ui/tokens';

interface ConnectionBarProps {
  /** What is the matter with the connection, in words; `null` where all is well. */
  readonly words: string | null;
  readonly isWaiting: boolean;
}

/** Says when the chat is not live. */
export function ConnectionBar({ words, isWaiting }: ConnectionBarProps): ReactElement | null {
  if (words === null) return null;
  return (
    <View style={{ paddingHorizontal: space.md, paddingTop: space.xs }}>
      <Notice tone="spot" text={words} icon={isWaiting ? LoaderCircle : CloudOff} />
    </View>
  );
}

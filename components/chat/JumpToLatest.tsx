import ArrowDown from 'lucide-react-native/icons/arrow-down';
import type { ReactElement } from 'react';

import { JumpPill } from './JumpPill';

interface JumpToLatestProps {
  readonly newCount: number;
  readonly onPress: () => void;
}

/** Back to the end of the list, with how much came there in the meantime. */
export function JumpToLatest({ newCount, onPress }: JumpToLatestProps): ReactElement {
  const words =
    newCount === 0
      ? 'Jump to latest'
      : `${newCount.toLocaleString()} new ${newCount === 1 ? 'message' : 'messages'}`;
  return <JumpPill edge="bottom" icon={ArrowDown} words={words} onPress={onPress} />;
}

import ArrowUp from 'lucide-react-native/icons/arrow-up';
import type { ReactElement } from 'react';

import { JumpPill } from './JumpPill';

interface JumpToNewProps {
  /** Of the line before what is new; -1: there is nothing to go up to. */
  readonly index: number;
  readonly onPress: (index: number) => void;
}

/** Up to the first message that is new, which one has not seen yet. */
export const JumpToNew = ({ index, onPress }: JumpToNewProps): ReactElement | null =>
  index === -1 ? null : (
    <JumpPill edge="top" icon={ArrowUp} words="Jump to first new" onPress={() => onPress(index)} />
  );

import Pencil from 'lucide-react-native/icons/pencil';
import type { ReactElement } from 'react';

import { ComposerBar } from './ComposerBar';

interface EditingBarProps {
  /** What the message says so far, or what it brings. */
  readonly content: string;
  readonly onCancel: () => void;
}

/** Says that what is typed changes a message that is there already. */
export const EditingBar = ({ content, onCancel }: EditingBarProps): ReactElement => (
  <ComposerBar
    icon={Pencil}
    title="Editing your message"
    words={content}
    cancelLabel="Cancel editing"
    onCancel={onCancel}
  />
);

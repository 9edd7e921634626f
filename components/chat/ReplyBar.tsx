import Reply from 'lucide-react-native/icons/reply';
import type { ReactElement } from 'react';

import { ComposerBar } from './ComposerBar';

interface ReplyBarProps {
  readonly author: string;
  readonly content: string;
  readonly onCancel: () => void;
}

/** Says that what is typed answers a message. */
export const ReplyBar = ({ author, content, onCancel }: ReplyBarProps): ReactElement => (
  <ComposerBar
    icon={Reply}
    title={`Replying to ${author}`}
    words={content}
    cancelLabel="Cancel reply"
    onCancel={onCancel}
  />
);

import CloudAlert from 'lucide-react-native/icons/cloud-alert';
import type { ReactElement } from 'react';

import { Button } from './Button';
import { EmptyState } from './EmptyState';

interface ErrorStateProps {
  readonly title?: string;
  readonly text: string;
  readonly onRetry?: () => void;
}

/** Something could not be shown: why, and a way to try again. */
export function ErrorState({ title, text, onRetry }: ErrorStateProps): ReactElement {
  return (
    <EmptyState icon={CloudAlert} level={1} title={title ?? "That didn't work"} text={text}>
      {onRetry !== undefined && <Button label="Try again" kind="secondary" onPress={onRetry} />}
    </EmptyState>
  );
}

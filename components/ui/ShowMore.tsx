import type { ReactElement } from 'react';

import { Button } from './Button';

interface ShowMoreProps {
  readonly isBusy: boolean;
  readonly onPress: () => void;
}

/** Below a list that goes on. */
export function ShowMore({ isBusy, onPress }: ShowMoreProps): ReactElement {
  return (
    <Button
      label="Show more"
      kind="secondary"
      isBusy={isBusy}
      onPress={onPress}
      style={{ alignSelf: 'center' }}
    />
  );
}

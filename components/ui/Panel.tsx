import type { ReactElement, ReactNode } from 'react';

import { OverPage } from './OverPage';
import { space } from './tokens';

interface PanelProps {
  /** What it is; read out. */
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something to look at or to choose from. Drawing it opens it. */
export function Panel({ label, onClose, children }: PanelProps): ReactElement {
  return (
    <OverPage aria-label={label} boxStyle={boxStyle} onClose={onClose}>
      {children}
    </OverPage>
  );
}

const boxStyle = { width: 380, maxWidth: '100%', gap: space.xs, padding: space.md } as const;

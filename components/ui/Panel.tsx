import type { ReactElement, ReactNode } from 'react';
import { View } from 'react-native';

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
      <View style={contentStyle}>{children}</View>
    </OverPage>
  );
}

// What is around it has no more than an edge on a phone.
const boxStyle = { width: 380, maxWidth: '100%', padding: space.xxs } as const;
const contentStyle = { gap: space.xs, padding: space.sm } as const;

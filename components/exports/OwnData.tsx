import type { ReactElement } from 'react';

import { Copy, Heading } from '@/components/ui/Copy';
import { Surface } from '@/components/ui/Surface';
import { space } from '@/components/ui/tokens';

import { Exports } from './Exports';

/** All that is stored of oneself, as a file. */
export function OwnData(): ReactElement {
  return (
    <Surface style={{ gap: space.sm }}>
      <Heading level={2}>Your data</Heading>
      <Copy tone="muted">
        A file with all that is stored of you: your account, devices, events, messages, reactions
        and votes. What others wrote is not in it.
      </Copy>
      <Exports eventId={null} label="Get my data" />
    </Surface>
  );
}

import { router } from 'expo-router';
import DoorClosed from 'lucide-react-native/icons/door-closed';
import type { ReactElement } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';

/** For addresses that lead nowhere. */
export default function NotFoundScreen(): ReactElement {
  return (
    <Page bar={<AppBar />}>
      <PageTitle title="Not found" />
      <EmptyState
        icon={DoorClosed}
        level={1}
        title="This door leads nowhere"
        text="There is no page at this address. Perhaps the link is old, or a letter got lost."
      >
        <Button label="To the start" onPress={() => router.replace('/')} />
      </EmptyState>
    </Page>
  );
}

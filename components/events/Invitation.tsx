import { usePathname } from 'expo-router';
import type { ReactElement } from 'react';

import { AppBar } from '@/components/account/AppBar';
import { EnterCard } from '@/components/account/Welcome';
import { WelcomeArt } from '@/components/account/WelcomeArt';
import { Copy, Heading } from '@/components/ui/Copy';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';

/** What a link to an event shows to people who are not signed in; it stays in place when they are. */
export function Invitation(): ReactElement {
  const pathname = usePathname();
  return (
    <Page bar={<AppBar />} maxWidth={480}>
      <PageTitle title="You're invited" />
      <WelcomeArt isTall={false} />
      <Heading level={1}>You're invited</Heading>
      <Copy tone="muted">
        Say who you are to see the event, who comes, and what they talk about.
      </Copy>
      <EnterCard next={pathname} />
    </Page>
  );
}

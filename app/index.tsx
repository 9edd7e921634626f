import { Redirect, useLocalSearchParams } from 'expo-router';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { AppBar } from '@/components/account/AppBar';
import { nextPage } from '@/components/account/next-page';
import { EnterCard, Welcome } from '@/components/account/Welcome';
import { WelcomeArt } from '@/components/account/WelcomeArt';
import { useAuth } from '@/components/providers/AuthProvider';
import { Loading } from '@/components/ui/Loading';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';
import { space } from '@/components/ui/tokens';
import { useWide } from '@/components/ui/use-wide';

/** The start: the ways in for newcomers, the events for everybody else. */
export default function WelcomeScreen(): ReactElement {
  const { status } = useAuth();
  const { next } = useLocalSearchParams<{ next?: string }>();
  const isWide = useWide();
  if (status === 'signed-in') return <Redirect href={nextPage(next)} />;
  return (
    <Page bar={<AppBar />}>
      <PageTitle title="Welcome" />
      {status === 'loading' ? (
        <Loading label="Opening Hallway…" />
      ) : (
        <View style={isWide && { flexDirection: 'row', gap: space.xxxl, paddingTop: space.xl }}>
          <View style={{ gap: space.lg, ...(isWide && { flex: 1, maxWidth: 500 }) }}>
            {!isWide && <WelcomeArt isTall={false} />}
            <Welcome />
            <EnterCard next={next} />
          </View>
          {isWide && (
            <View style={{ flex: 1 }}>
              <WelcomeArt isTall />
            </View>
          )}
        </View>
      )}
    </Page>
  );
}

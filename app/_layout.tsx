import { type ErrorBoundaryProps, Stack } from 'expo-router';
import { StatusBar } from 'expo-status-bar';
import type { ReactElement } from 'react';

import { AuthProvider } from '@/components/providers/AuthProvider';
import { QueryProvider } from '@/components/providers/QueryProvider';
import { SocketProvider } from '@/components/providers/SocketProvider';
import { ErrorState } from '@/components/ui/ErrorState';
import { Page } from '@/components/ui/Page';
import { usePalette } from '@/components/ui/theme';
import { useOpenedPush } from '@/hooks/useOpenedPush';

/** Everything that all screens need around them. */
export default function RootLayout(): ReactElement {
  const palette = usePalette();
  useOpenedPush();
  return (
    <AuthProvider>
      <SocketProvider>
        <QueryProvider>
          <StatusBar style="auto" />
          <Stack
            screenOptions={{
              headerShown: false,
              contentStyle: { backgroundColor: palette.page },
            }}
          />
        </QueryProvider>
      </SocketProvider>
    </AuthProvider>
  );
}

/** What a person sees where a screen broke; the cause is in the console. */
export function ErrorBoundary({ retry }: ErrorBoundaryProps): ReactElement {
  return (
    <Page>
      <ErrorState
        title="Something went wrong"
        text="This page ran into a problem. Trying again usually helps; nothing you have sent is lost."
        onRetry={() => void retry()}
      />
    </Page>
  );
}

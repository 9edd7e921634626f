import Constants from 'expo-constants';
import { Platform } from 'react-native';

import type { Surroundings } from '@/lib/server-urls';

/** Where this app runs; without a page while the server renders. */
export const surroundings = (): Surroundings => ({
  platform: Platform.OS === 'web' ? 'web' : 'native',
  isDevelopment: process.env.NODE_ENV !== 'production',
  configured: {
    socketUrl: process.env.EXPO_PUBLIC_SOCKET_URL,
    appUrl: process.env.EXPO_PUBLIC_APP_URL,
  },
  page: Platform.OS === 'web' && typeof window !== 'undefined' ? window.location : undefined,
  devServer: Constants.expoConfig?.hostUri,
});

import Head from 'expo-router/head';
import type { ReactElement } from 'react';

import { unreadWords, useUnreadTotal } from '@/hooks/useUnread';

/** The title in the browser's tab, with how much is unread. */
export function PageTitle({ title }: { readonly title: string }): ReactElement {
  const unread = unreadWords(useUnreadTotal());
  return (
    <Head>
      <title>{`${unread === null ? '' : `(${unread}) `}${title} · Hallway`}</title>
    </Head>
  );
}

import Head from 'expo-router/head';
import type { ReactElement } from 'react';

/** The title in the browser's tab. */
export function PageTitle({ title }: { readonly title: string }): ReactElement {
  return (
    <Head>
      <title>{`${title} · Hallway`}</title>
    </Head>
  );
}

import { ScrollViewStyleReset } from 'expo-router/html';
import type { PropsWithChildren, ReactElement } from 'react';

import { fontCss } from '@/components/ui/fonts.web';
import { globalCss } from '@/components/ui/global-css.web';
import { themeCss } from '@/components/ui/theme.web';

/** The page around the app on the web. Runs on the server only. */
export default function Html({ children }: PropsWithChildren): ReactElement {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="X-UA-Compatible" content="IE=edge" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="description" content="Meet, plan and talk: live chat for events." />
        <meta name="theme-color" content="#F4F6F1" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0D1310" media="(prefers-color-scheme: dark)" />
        <link
          rel="preload"
          href="/fonts/figtree-latin.woff2"
          as="font"
          type="font/woff2"
          crossOrigin="anonymous"
        />
        <ScrollViewStyleReset />
        <style dangerouslySetInnerHTML={{ __html: fontCss + themeCss + globalCss }} />
      </head>
      <body>{children}</body>
    </html>
  );
}

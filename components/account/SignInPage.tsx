import { Redirect, useLocalSearchParams } from 'expo-router';
import type { ReactElement, ReactNode } from 'react';
import { View } from 'react-native';

import { useAuth } from '@/components/providers/AuthProvider';
import { Copy, Heading } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';
import { Surface } from '@/components/ui/Surface';
import { TextLink } from '@/components/ui/TextLink';
import { TopBar } from '@/components/ui/TopBar';
import { space } from '@/components/ui/tokens';

import { nextPage } from './next-page';

interface SignInPageProps {
  readonly title: string;
  readonly lead: string;
  /** The other of the two ways in. */
  readonly other: {
    readonly words: string;
    readonly label: string;
    readonly pathname: '/sign-in' | '/sign-up';
  };
  readonly children: ReactNode;
}

/** A page to sign in or up; leaves by itself once somebody is signed in. */
export function SignInPage(props: SignInPageProps): ReactElement {
  const { status } = useAuth();
  const { next } = useLocalSearchParams<{ next?: string }>();
  if (status === 'signed-in') return <Redirect href={nextPage(next)} />;
  return (
    <Page bar={<TopBar backTo="/" />} maxWidth={440}>
      <PageTitle title={props.title} />
      {/* The server's page has no form: what is typed into it would be lost when the app takes over. */}
      {status === 'loading' ? <Loading /> : <SignInParts {...props} next={next} />}
    </Page>
  );
}

function SignInParts(props: SignInPageProps & { readonly next: string | undefined }): ReactElement {
  const { title, lead, other, children, next } = props;
  const params = next === undefined ? {} : { next };
  return (
    <>
      <View style={{ gap: space.xxs, paddingTop: space.md }}>
        <Heading level={1}>{title}</Heading>
        <Copy tone="muted">{lead}</Copy>
      </View>
      <Surface style={{ gap: space.lg }}>{children}</Surface>
      <View
        style={{ flexDirection: 'row', justifyContent: 'center', alignItems: 'center', gap: 6 }}
      >
        <Copy tone="muted">{other.words}</Copy>
        <TextLink href={{ pathname: other.pathname, params }} label={other.label} />
      </View>
    </>
  );
}

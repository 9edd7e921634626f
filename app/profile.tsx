import type { ReactElement } from 'react';
import { View } from 'react-native';

import { AppBar } from '@/components/account/AppBar';
import { DeleteAccount } from '@/components/account/DeleteAccount';
import { Devices } from '@/components/account/Devices';
import { GuestUpgrade } from '@/components/account/GuestUpgrade';
import { NameForm } from '@/components/account/NameForm';
import { NotificationChoice } from '@/components/account/NotificationChoice';
import { SignedIn } from '@/components/account/SignedIn';
import { VisibilityChoice } from '@/components/account/VisibilityChoice';
import { SignOut } from '@/components/account/SignOut';
import { OwnData } from '@/components/exports/OwnData';
import { Avatar } from '@/components/ui/Avatar';
import { Copy, Heading } from '@/components/ui/Copy';
import { Page } from '@/components/ui/Page';
import { PageTitle } from '@/components/ui/PageTitle';
import { Pill } from '@/components/ui/Pill';
import { FORM_MAX_WIDTH, space } from '@/components/ui/tokens';
import type { AccountUser } from '@/lib/account';

/** Oneself: name, account, devices, and the ways out. */
export default function ProfileScreen(): ReactElement {
  return (
    <SignedIn>
      {(user) => (
        <Page bar={<AppBar backTo="/events" />} maxWidth={FORM_MAX_WIDTH}>
          <PageTitle title="Profile" />
          <Person user={user} />
          {user.isGuest && <GuestUpgrade user={user} />}
          <NameForm user={user} />
          <VisibilityChoice />
          <NotificationChoice />
          <Devices />
          <OwnData />
          <SignOut user={user} />
          <DeleteAccount user={user} />
        </Page>
      )}
    </SignedIn>
  );
}

function Person({ user }: { readonly user: AccountUser }): ReactElement {
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', gap: space.md }}>
      <Avatar userId={user.id} name={user.name} image={user.image} size={72} />
      <View style={{ flex: 1, minWidth: 0, gap: space.xxs }}>
        <Heading level={1} numberOfLines={2}>
          {user.name}
        </Heading>
        {user.email === null ? (
          <View style={{ flexDirection: 'row' }}>
            <Pill label="Guest" tone="spot" />
          </View>
        ) : (
          <Copy tone="muted" numberOfLines={1}>
            {user.email}
          </Copy>
        )}
      </View>
    </View>
  );
}

import { type Href, Link, router } from 'expo-router';
import Plus from 'lucide-react-native/icons/plus';
import type { ReactElement, ReactNode } from 'react';

import { useAuth } from '@/components/providers/AuthProvider';
import { Avatar } from '@/components/ui/Avatar';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { TextLink } from '@/components/ui/TextLink';
import { TopBar } from '@/components/ui/TopBar';
import { TARGET_MIN_SIZE } from '@/components/ui/tokens';
import { useWide } from '@/components/ui/use-wide';

interface AppBarProps {
  readonly backTo?: Href;
  readonly middle?: ReactNode;
  readonly isFullWidth?: boolean;
  readonly children?: ReactNode;
}

/** The bar of the app: the way back or home, a new event, oneself. A title in it needs the room of the new event. */
export function AppBar({ children, ...bar }: AppBarProps): ReactElement {
  const { status, user } = useAuth();
  return (
    <TopBar {...bar}>
      {children}
      {user !== null && (
        <>
          {bar.middle === undefined && <NewEventButton />}
          <Link
            href="/profile"
            aria-label="Profile"
            style={{
              width: TARGET_MIN_SIZE,
              height: TARGET_MIN_SIZE,
              padding: 3,
              borderRadius: 22,
            }}
          >
            <Avatar userId={user.id} name={user.name} image={user.image} size={38} />
          </Link>
        </>
      )}
      {status === 'signed-out' && <TextLink href="/sign-in" label="Sign in" />}
    </TopBar>
  );
}

function NewEventButton(): ReactElement {
  const isWide = useWide();
  const open = () => router.push('/events/new');
  return isWide ? (
    <Button label="New event" icon={Plus} isCompact onPress={open} />
  ) : (
    <IconButton label="New event" icon={Plus} onPress={open} />
  );
}

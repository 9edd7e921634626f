import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { Copy } from '@/components/ui/Copy';
import { Pill } from '@/components/ui/Pill';
import { space } from '@/components/ui/tokens';
import type { AccountSession } from '@/lib/account';

interface SessionRowProps {
  readonly session: AccountSession;
  readonly isBusy: boolean;
  readonly onRevoke: () => void;
}

const FORMAT = { dateStyle: 'medium', timeStyle: 'short' } as const;

/** One place where one is signed in, which can be ended from here. */
export function SessionRow({ session, isBusy, onRevoke }: SessionRowProps): ReactElement {
  return (
    <View
      role="listitem"
      style={{ flexDirection: 'row', alignItems: 'center', gap: space.sm, minHeight: 60 }}
    >
      <View style={{ flex: 1, minWidth: 0 }}>
        <Copy weight="medium" numberOfLines={1}>
          {session.device}
        </Copy>
        <Copy size="small" tone="muted">
          Since {session.startedAt.toLocaleString(undefined, FORMAT)}
        </Copy>
      </View>
      {session.isCurrent ? (
        <Pill label="This device" tone="accent" />
      ) : (
        <Button
          label="Sign out"
          kind="secondary"
          isCompact
          isDisabled={isBusy}
          onPress={onRevoke}
        />
      )}
    </View>
  );
}

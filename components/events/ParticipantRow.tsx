import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { Pill } from '@/components/ui/Pill';
import { space } from '@/components/ui/tokens';
import type { Participant } from '@/protocol/rest';

const ROLE_WORDS = { organiser: 'Organiser', moderator: 'Moderator' } as const;

interface ParticipantRowProps {
  readonly participant: Participant;
  readonly isOneself: boolean;
}

/** One person who comes, with how and as what. */
export function ParticipantRow({ participant, isOneself }: ParticipantRowProps): ReactElement {
  const { userId, name, image, status, role } = participant;
  return (
    <View
      role="listitem"
      style={{ flexDirection: 'row', alignItems: 'center', gap: space.sm, minHeight: 52 }}
    >
      <Avatar userId={userId} name={name} image={image} />
      <View style={{ flex: 1, minWidth: 0 }}>
        <Copy weight="medium" numberOfLines={1}>
          {isOneself ? `${name} (you)` : name}
        </Copy>
        <Copy size="tiny" tone="muted">
          {status === 'attending' ? 'Attending' : 'Interested'}
        </Copy>
      </View>
      {role !== 'participant' && <Pill label={ROLE_WORDS[role]} tone="accent" />}
    </View>
  );
}

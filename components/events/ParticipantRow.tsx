import ShieldEllipsis from 'lucide-react-native/icons/shield-ellipsis';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { IconButton } from '@/components/ui/IconButton';
import { Pill } from '@/components/ui/Pill';
import { space } from '@/components/ui/tokens';
import type { Participant } from '@/protocol/rest';

const ROLE_WORDS = { organiser: 'Organiser', moderator: 'Moderator' } as const;

interface ParticipantRowProps {
  readonly participant: Participant;
  readonly isOneself: boolean;
  /** Left out for who does not moderate. */
  readonly onModerate?: (participant: Participant) => void;
}

/** One person who comes, with how and as what. */
export function ParticipantRow(props: ParticipantRowProps): ReactElement {
  const { participant, isOneself, onModerate } = props;
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
      {onModerate !== undefined && (
        <IconButton
          label={isOneself ? 'Your role' : `Moderate ${name}`}
          icon={ShieldEllipsis}
          color="muted"
          onPress={() => onModerate(participant)}
        />
      )}
    </View>
  );
}

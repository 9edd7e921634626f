import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Notice } from '@/components/ui/Notice';
import { Sheet } from '@/components/ui/Sheet';
import { space } from '@/components/ui/tokens';
import type { ParticipantDetails } from '@/protocol/rest';
import type { Role } from '@/protocol/wire';

import { BanDialog } from './BanDialog';
import { PersonActs } from './PersonActs';
import { useActs } from './use-acts';

export interface PersonSheetProps {
  readonly eventId: string;
  readonly person: { readonly userId: string; readonly name: string };
  readonly ownUserId: string;
  readonly ownRole: Role;
  readonly onClose: () => void;
}

const ROLE_WORDS = { organiser: 'Organiser', moderator: 'Moderator', participant: 'Participant' };

/** Somebody, and what one may do about their place in the event. Drawing it opens it. */
export function PersonSheet(props: PersonSheetProps): ReactElement {
  const { eventId, person, ownUserId, ownRole, onClose } = props;
  const acts = useActs({ eventId, userId: person.userId });
  const [isBanning, setIsBanning] = useState(false);
  const { participant, refusal } = acts;
  if (isBanning) {
    return (
      <BanDialog
        name={person.name}
        acts={acts}
        onBan={(reason) => acts.act((rest) => rest.ban(eventId, person.userId, reason), onClose)}
        onClose={onClose}
      />
    );
  }
  return (
    <Sheet title={person.name} onClose={onClose}>
      {participant === null && refusal === null && <Loading label="Loading…" />}
      {participant !== null && <PersonLine participant={participant} />}
      {refusal !== null && <Notice tone="danger" text={refusal.message} />}
      {participant !== null && (
        <PersonActs
          eventId={eventId}
          participant={participant}
          isOneself={person.userId === ownUserId}
          ownRole={ownRole}
          acts={acts}
          onBan={() => setIsBanning(true)}
          onClose={onClose}
        />
      )}
    </Sheet>
  );
}

function PersonLine({ participant }: { readonly participant: ParticipantDetails }): ReactElement {
  const { userId, name, image, role } = participant;
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', gap: space.sm }}>
      <Avatar userId={userId} name={name} image={image} />
      <View style={{ flex: 1, minWidth: 0 }}>
        <Copy weight="medium">{ROLE_WORDS[role]}</Copy>
        <Copy size="small" tone="muted">
          {standingWords(participant)}
        </Copy>
      </View>
    </View>
  );
}

function standingWords({ status, mutedUntil, isBanned }: ParticipantDetails): string {
  if (isBanned === true) return 'Banned from this event';
  if (status === null) return 'Takes no part any more';
  if (mutedUntil == null) return status === 'attending' ? 'Attending' : 'Interested';
  const until = new Date(mutedUntil);
  return `Muted until ${until.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}`;
}

import Ban from 'lucide-react-native/icons/ban';
import MicOff from 'lucide-react-native/icons/mic-off';
import ShieldCheck from 'lucide-react-native/icons/shield-check';
import UserX from 'lucide-react-native/icons/user-x';
import { type ComponentProps, type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { Copy } from '@/components/ui/Copy';
import { Dialog } from '@/components/ui/Dialog';
import { space } from '@/components/ui/tokens';
import type { RestClient, RestResult } from '@/lib/rest-client';
import type { ParticipantDetails } from '@/protocol/rest';
import type { Role } from '@/protocol/wire';

import { mayModerate } from './may-moderate';
import { lengthOf } from './time-words';
import type { Acts } from './use-acts';

interface PersonActsProps {
  readonly eventId: string;
  readonly participant: ParticipantDetails;
  readonly isOneself: boolean;
  readonly ownRole: Role;
  readonly acts: Acts;
  readonly onBan: () => void;
  readonly onClose: () => void;
}

const MUTE_SECONDS = [300, 3_600, 86_400] as const;

type Do = (call: (rest: RestClient) => RestResult<unknown>) => void;

/** The buttons for what one may do about somebody. */
export function PersonActs(props: PersonActsProps): ReactElement | null {
  const { eventId, participant, isOneself, ownRole, acts, onBan, onClose } = props;
  const { userId, role, status, isBanned = false } = participant;
  const may = mayModerate(ownRole, role);
  const act: Do = (call) => acts.act(call, onClose);
  if (isOneself) return <StepDown {...{ eventId, userId, role, act }} />;
  if (!may.act)
    return (
      <Copy tone="muted">Only organisers can act on moderators, and nobody on organisers.</Copy>
    );
  if (isBanned) {
    return (
      <Button label="Lift the ban" onPress={() => act((rest) => rest.unban(eventId, userId))} />
    );
  }
  return (
    <>
      <Muting {...{ eventId, participant, act }} />
      {may.appoint && status !== null && <Roles {...{ eventId, participant, act }} />}
      <View style={styles.buttons}>
        {status !== null && (
          <Button
            label="Remove"
            icon={UserX}
            kind="danger"
            isCompact
            onPress={() => act((rest) => rest.remove(eventId, userId))}
          />
        )}
        <Button label="Ban…" icon={Ban} kind="danger" isCompact onPress={onBan} />
      </View>
    </>
  );
}

interface PartProps {
  readonly eventId: string;
  readonly participant: ParticipantDetails;
  readonly act: Do;
}

function Muting({ eventId, participant, act }: PartProps): ReactElement {
  const { userId, mutedUntil = null } = participant;
  const mute = (forSeconds: number) => act((rest) => rest.mute(eventId, userId, { forSeconds }));
  return (
    <View style={{ gap: space.xs }}>
      <Copy size="small" weight="strong">
        Mute
      </Copy>
      <View style={styles.buttons}>
        {mutedUntil !== null && <ActButton label="Let speak again" onPress={() => mute(0)} />}
        {MUTE_SECONDS.map((seconds) => (
          <ActButton
            key={seconds}
            label={lengthOf(seconds)}
            icon={MicOff}
            accessibilityHint="Mutes for this long"
            onPress={() => mute(seconds)}
          />
        ))}
      </View>
    </View>
  );
}

function Roles({ eventId, participant, act }: PartProps): ReactElement {
  const { userId, role, name } = participant;
  const [isHandingOver, setIsHandingOver] = useState(false);
  const give = (next: Role, handOver = false) =>
    act((rest) => rest.setRole(eventId, userId, { role: next, handOver }));
  return (
    <View style={{ gap: space.xs }}>
      <Copy size="small" weight="strong">
        Role
      </Copy>
      <View style={styles.buttons}>
        {role === 'moderator' ? (
          <ActButton label="Moderator no more" onPress={() => give('participant')} />
        ) : (
          <ActButton label="Make moderator" icon={ShieldCheck} onPress={() => give('moderator')} />
        )}
        <ActButton label="Make organiser" onPress={() => give('organiser')} />
        <ActButton label="Hand the event over" onPress={() => setIsHandingOver(true)} />
      </View>
      <Dialog
        isOpen={isHandingOver}
        title={`Hand the event over to ${name}?`}
        text="They become its organiser, and you a participant. Only they can undo it."
        confirmLabel="Hand over"
        isDangerous
        onConfirm={() => give('organiser', true)}
        onClose={() => setIsHandingOver(false)}
      />
    </View>
  );
}

/** One of several acts in a row. */
const ActButton = (
  props: Omit<ComponentProps<typeof Button>, 'kind' | 'isCompact'>,
): ReactElement => <Button {...props} kind="secondary" isCompact />;

function StepDown(props: {
  readonly eventId: string;
  readonly userId: string;
  readonly role: Role;
  readonly act: Do;
}): ReactElement | null {
  const { eventId, userId, role, act } = props;
  if (role === 'participant') return null;
  return (
    <Button
      label={role === 'organiser' ? 'Step down as organiser' : 'Step down as moderator'}
      kind="secondary"
      onPress={() => act((rest) => rest.setRole(eventId, userId, { role: 'participant' }))}
    />
  );
}

const styles = { buttons: { flexDirection: 'row', flexWrap: 'wrap', gap: space.xs } } as const;

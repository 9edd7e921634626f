import Check from 'lucide-react-native/icons/check';
import Star from 'lucide-react-native/icons/star';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { space } from '@/components/ui/tokens';
import type { ParticipationStatus } from '@/protocol/wire';

interface ParticipationButtonsProps {
  readonly status: ParticipationStatus | null;
  readonly isBusy: boolean;
  /** `null` is "neither": what a press on the button that is on asks for. */
  readonly onChange: (status: ParticipationStatus | null) => void;
}

/** "Attending" and "Interested": at most one is on; pressing it again takes it back. */
export function ParticipationButtons(props: ParticipationButtonsProps): ReactElement {
  const { status, isBusy, onChange } = props;
  return (
    <View role="group" aria-label="Do you come?" style={{ flexDirection: 'row', gap: space.xs }}>
      <Button
        label="Attending"
        icon={Check}
        kind={status === 'attending' ? 'on' : 'secondary'}
        isOn={status === 'attending'}
        isDisabled={isBusy}
        onPress={() => onChange(status === 'attending' ? null : 'attending')}
        style={{ flex: 1 }}
      />
      <Button
        label="Interested"
        icon={Star}
        kind={status === 'interested' ? 'onSpot' : 'secondary'}
        isOn={status === 'interested'}
        isDisabled={isBusy}
        onPress={() => onChange(status === 'interested' ? null : 'interested')}
        style={{ flex: 1 }}
      />
    </View>
  );
}

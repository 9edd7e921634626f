import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { useRestClient } from '@/components/providers/rest-context';
import { Button } from '@/components/ui/Button';
import { ChoiceField } from '@/components/ui/ChoiceField';
import { Copy, Heading } from '@/components/ui/Copy';
import { Notice } from '@/components/ui/Notice';
import { Sheet } from '@/components/ui/Sheet';
import { ToggleRow } from '@/components/ui/ToggleRow';
import { space } from '@/components/ui/tokens';
import { useAction } from '@/components/ui/use-action';
import { queryKeys, unwrap } from '@/hooks/event-queries';
import type { OwnStanding } from '@/lib/event-room';
import type { ProtocolError } from '@/protocol/errors';

import { lengthOf } from './time-words';

interface RoomModeSheetProps {
  readonly eventId: string;
  readonly standing: OwnStanding;
  readonly onClose: () => void;
}

const SLOW_SECONDS = [0, 5, 10, 30, 60, 300, 900, 3_600, 21_600] as const;

/** Whether a chat is frozen, how slow it is, and who is banned. Each choice holds at once. Drawing it opens it. */
export function RoomModeSheet({ eventId, standing, onClose }: RoomModeSheetProps): ReactElement {
  const rest = useRestClient();
  const { refusal, run } = useAction<ProtocolError>();
  const set = (mode: { isFrozen?: boolean; slowSeconds?: number }) =>
    void run(() => rest.setRoomMode(eventId, mode));
  const { isFrozen, slowSeconds } = standing;
  const choices = SLOW_SECONDS.map((seconds) => ({
    value: seconds as number,
    label: seconds === 0 ? 'Off' : lengthOf(seconds),
  }));
  const isListed = choices.some(({ value }) => value === slowSeconds);
  const own = { value: slowSeconds, label: lengthOf(slowSeconds) };
  return (
    <Sheet title="Moderate this chat" onClose={onClose}>
      <ToggleRow
        label="Freeze the chat"
        hint="Only organisers and moderators can write."
        isOn={isFrozen}
        onChange={(on) => set({ isFrozen: on })}
      />
      <ChoiceField
        label="Slow mode"
        hint="How long participants wait between two messages."
        choices={isListed ? choices : [...choices, own]}
        chosen={slowSeconds}
        onChoose={(seconds) => set({ slowSeconds: seconds })}
      />
      {refusal !== null && <Notice tone="danger" text={refusal.message} />}
      <BannedPeople eventId={eventId} />
    </Sheet>
  );
}

function BannedPeople({ eventId }: Pick<RoomModeSheetProps, 'eventId'>): ReactElement | null {
  const rest = useRestClient();
  const { run } = useAction<ProtocolError>();
  const list = useQuery({
    queryKey: queryKeys.bans(eventId),
    queryFn: () => unwrap(rest.listBans(eventId)),
    staleTime: 0,
  });
  const bans = list.data?.bans ?? [];
  if (bans.length === 0) return null;
  const lift = async (userId: string) => {
    await run(() => rest.unban(eventId, userId));
    await list.refetch();
  };
  return (
    <View style={{ gap: space.xs }}>
      <Heading level={3} size="body">
        Banned
      </Heading>
      {bans.map(({ userId, name, reason }) => (
        <View key={userId} style={{ flexDirection: 'row', alignItems: 'center', gap: space.sm }}>
          <View style={{ flex: 1, minWidth: 0 }}>
            <Copy weight="medium" numberOfLines={1}>
              {name}
            </Copy>
            {reason !== null && (
              <Copy size="small" tone="muted" numberOfLines={2}>
                {reason}
              </Copy>
            )}
          </View>
          <Button label="Lift" kind="secondary" isCompact onPress={() => void lift(userId)} />
        </View>
      ))}
    </View>
  );
}

import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { ChoiceField } from '@/components/ui/ChoiceField';
import { Copy } from '@/components/ui/Copy';
import { Notice } from '@/components/ui/Notice';
import { space } from '@/components/ui/tokens';
import { useEventNotifications } from '@/hooks/useEventNotifications';
import type { EventNotifications } from '@/protocol/notifications';
import type { Event } from '@/protocol/rest';

const CHOICES = [
  { value: 'all', label: 'All messages' },
  { value: 'mentions', label: 'Mentions and announcements' },
  { value: 'nothing', label: 'Nothing' },
] as const;

const HOUR_MS = 3_600_000;
const MORNING_HOUR = 8;

function tomorrow(): Date {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  day.setHours(MORNING_HOUR, 0, 0, 0);
  return day;
}

const MUTES = [
  { label: '1 hour', spoken: 'Mute for 1 hour', until: () => new Date(Date.now() + HOUR_MS) },
  { label: '8 hours', spoken: 'Mute for 8 hours', until: () => new Date(Date.now() + 8 * HOUR_MS) },
  { label: 'Until tomorrow', spoken: 'Mute until tomorrow', until: tomorrow },
] as const;

/** What one is notified of in an event that one takes part in, and a rest from it. */
export function NotificationLevel({ event }: { readonly event: Event }): ReactElement | null {
  return event.participation === null ? null : <Choice eventId={event.id} />;
}

function Choice({ eventId }: { readonly eventId: string }): ReactElement | null {
  const { notifications, change: keep } = useEventNotifications(eventId);
  const [refusal, setRefusal] = useState<string | null>(null);
  if (notifications === null) return null;
  const change = async (changed: Partial<EventNotifications>) => {
    const answer = await keep(changed);
    setRefusal(answer === null || answer.ok ? null : answer.error.message);
  };
  return (
    <View style={{ gap: space.sm }}>
      {refusal !== null && <Notice tone="danger" text={refusal} />}
      <ChoiceField
        label="Notify me of"
        choices={CHOICES}
        chosen={notifications.level}
        onChoose={(level) => void change({ level })}
      />
      {notifications.level !== 'nothing' && (
        <Rest
          mutedUntil={notifications.mutedUntil}
          onMute={(mutedUntil) => void change({ mutedUntil })}
        />
      )}
    </View>
  );
}

const FORMAT = { weekday: 'long', hour: 'numeric', minute: '2-digit' } as const;

interface RestProps {
  readonly mutedUntil: string | null;
  readonly onMute: (until: string | null) => void;
}

function Rest({ mutedUntil, onMute }: RestProps): ReactElement {
  const row = { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center' } as const;
  if (mutedUntil !== null) {
    return (
      <View style={{ ...row, gap: space.sm }}>
        <Copy size="small" tone="muted">
          Muted until {new Date(mutedUntil).toLocaleString(undefined, FORMAT)}
        </Copy>
        <Button label="Unmute" kind="quiet" isCompact onPress={() => onMute(null)} />
      </View>
    );
  }
  return (
    <View style={row}>
      <Copy size="small" tone="muted">
        Mute:
      </Copy>
      {MUTES.map(({ label, spoken, until }) => (
        <Button
          key={label}
          label={label}
          spoken={spoken}
          kind="quiet"
          isCompact
          onPress={() => onMute(until().toISOString())}
        />
      ))}
    </View>
  );
}

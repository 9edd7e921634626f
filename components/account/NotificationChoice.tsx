import { type ReactElement, useState } from 'react';

import { Heading } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Notice } from '@/components/ui/Notice';
import { Surface } from '@/components/ui/Surface';
import { ToggleRow } from '@/components/ui/ToggleRow';
import { space } from '@/components/ui/tokens';
import { useNotificationSettings } from '@/hooks/useNotificationSettings';
import { usePushDevice } from '@/hooks/usePushDevice';

import { QuietHoursFields } from './QuietHoursFields';

/** How one is notified: on this device, when, and with how many words. */
export function NotificationChoice(): ReactElement {
  const { settings, error, change } = useNotificationSettings();
  const [refusal, setRefusal] = useState<string | null>(null);
  const apply: typeof change = async (changed) => {
    const answer = await change(changed);
    setRefusal(answer === null || answer.ok ? null : answer.error.message);
    return answer;
  };
  const problem = refusal ?? (settings === null ? (error?.message ?? null) : null);
  return (
    <Surface style={{ gap: space.xs }}>
      <Heading level={2}>Notifications</Heading>
      {problem !== null && <Notice tone="danger" text={problem} />}
      {settings === null && problem === null && <Loading label="Loading…" />}
      {settings !== null && (
        <>
          <ThisDevice vapidPublicKey={settings.vapidPublicKey} onRefused={setRefusal} />
          <ToggleRow
            label="Hide what was written"
            hint="Notifications say that there is something, and not what."
            isOn={settings.hidesText}
            onChange={(hidesText) => void apply({ hidesText })}
          />
          <QuietHoursFields
            quietHours={settings.quietHours}
            onChange={(quietHours) => void apply({ quietHours })}
          />
        </>
      )}
    </Surface>
  );
}

interface ThisDeviceProps {
  readonly vapidPublicKey: string;
  readonly onRefused: (why: string | null) => void;
}

function ThisDevice({ vapidPublicKey, onRefused }: ThisDeviceProps): ReactElement | null {
  const { support, isOn, turn } = usePushDevice(vapidPublicKey);
  if (support === 'none') return null;
  if (support === 'forbidden') {
    return (
      <Notice
        tone="info"
        text="This browser does not let Hallway notify you. You can change that in the browser’s settings of this page."
      />
    );
  }
  const change = async (isToBeOn: boolean) => onRefused(await turn(isToBeOn));
  return (
    <ToggleRow
      label="Notify me on this device"
      hint="Of mentions and announcements while you do not have the chat open, until you sign out. Each event has a choice of its own."
      isOn={isOn}
      onChange={(isToBeOn) => void change(isToBeOn)}
    />
  );
}

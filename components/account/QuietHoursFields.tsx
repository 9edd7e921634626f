import { type ReactElement, useState } from 'react';
import { View } from 'react-native';

import { Field } from '@/components/ui/Field';
import { ToggleRow } from '@/components/ui/ToggleRow';
import { space } from '@/components/ui/tokens';
import type { QuietHours } from '@/protocol/notifications';

import { readTimeOfDay, timeOfDayWords } from './time-of-day';

interface QuietHoursFieldsProps {
  readonly quietHours: QuietHours | null;
  readonly onChange: (quietHours: QuietHours | null) => void;
}

const NIGHT = { from: 22 * 60, until: 7 * 60 };

const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When one is not to be notified, by the clock of this device. */
export function QuietHoursFields(props: QuietHoursFieldsProps): ReactElement {
  const { quietHours, onChange } = props;
  const change = (changed: Partial<QuietHours>): void =>
    onChange({ ...NIGHT, ...quietHours, ...changed, timeZone: ownTimeZone() });
  return (
    <View style={{ gap: space.sm }}>
      <ToggleRow
        label="Quiet hours"
        hint="Nothing is notified in these hours of the day, and not later either: what called you is in your mentions."
        isOn={quietHours !== null}
        onChange={(isOn) => (isOn ? change({}) : onChange(null))}
      />
      {quietHours !== null && (
        <View style={{ flexDirection: 'row', gap: space.md }}>
          <TimeField label="From" minute={quietHours.from} onChange={(from) => change({ from })} />
          <TimeField
            label="Until"
            minute={quietHours.until}
            onChange={(until) => change({ until })}
          />
        </View>
      )}
    </View>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly minute: number;
  readonly onChange: (minute: number) => void;
}

/** A time of day as text; what is no time stays to be mended, and is not kept. */
function TimeField({ label, minute, onChange }: TimeFieldProps): ReactElement {
  const [text, setText] = useState(timeOfDayWords(minute));
  const read = readTimeOfDay(text);
  return (
    <View style={{ flex: 1 }}>
      <Field
        label={label}
        value={text}
        placeholder="22:00"
        inputMode="numeric"
        error={read === null ? 'As in 22:00' : undefined}
        onChangeText={setText}
        onBlur={() => read !== null && read !== minute && onChange(read)}
      />
    </View>
  );
}

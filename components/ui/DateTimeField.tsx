import DateTimePicker from '@react-native-community/datetimepicker';
import { type ReactElement, useState } from 'react';
import { Pressable, View } from 'react-native';

import { Button } from './Button';
import { Copy } from './Copy';
import type { DateTimeFieldProps } from './date-time-field-props';
import { FieldFrame, useFieldStyles } from './Field';
import { space } from './tokens';

const FORMAT = { dateStyle: 'full', timeStyle: 'short' } as const;
const HOUR_MS = 3_600_000;

const nextFullHour = (): Date => new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS);

/** Day and time, by the phone's own pickers: first the day, then the time. */
export function DateTimeField(props: DateTimeFieldProps): ReactElement {
  const { label, value, onChange, isOptional = false, hint, error } = props;
  const styles = useFieldStyles();
  const [step, setStep] = useState<'closed' | 'date' | 'time'>('closed');
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      <Pressable
        role="button"
        aria-label={label}
        onPress={() => setStep('date')}
        style={[styles.input, error !== undefined && styles.wrong]}
      >
        <Copy tone={value === null ? 'muted' : 'text'}>
          {value === null ? 'Choose a day and time' : value.toLocaleString(undefined, FORMAT)}
        </Copy>
      </Pressable>
      {step !== 'closed' && (
        <DateTimePicker
          mode={step}
          value={value ?? nextFullHour()}
          onChange={(change, time) => {
            if (change.type === 'dismissed' || time === undefined) return setStep('closed');
            onChange(time);
            setStep(step === 'date' ? 'time' : 'closed');
          }}
        />
      )}
      {isOptional && value !== null && (
        <View style={{ alignItems: 'flex-start', marginTop: space.xxs }}>
          <Button
            label={`Clear ${label.toLowerCase()}`}
            kind="quiet"
            isCompact
            onPress={() => onChange(null)}
          />
        </View>
      )}
    </FieldFrame>
  );
}

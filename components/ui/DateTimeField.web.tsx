import { type CSSProperties, type ReactElement, useState } from 'react';

import { FieldFrame } from './Field';
import type { DateTimeFieldProps } from './date-time-field-props';
import { bodyFont } from './fonts';
import { usePalette } from './theme';
import { radius, space, type } from './tokens';
import { fromLocalInput, toLocalInput } from './local-time';

/** Day and time, by the browser's own picker, in the device's time zone. */
export function DateTimeField(props: DateTimeFieldProps): ReactElement {
  const { label, value, onChange, isOptional = false, hint, error } = props;
  const palette = usePalette();
  // While a person types, the text may name no time yet; it must not be rewritten under them.
  const [text, setText] = useState(() => toLocalInput(value));
  const style: CSSProperties = {
    ...(bodyFont as CSSProperties),
    fontSize: type.body.fontSize,
    color: palette.text,
    backgroundColor: palette.surface,
    border: `1px solid ${error === undefined ? palette.lineStrong : palette.danger}`,
    borderRadius: radius.md,
    padding: `0 ${space.md}px`,
    height: 50,
    width: '100%',
    boxSizing: 'border-box',
  };
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      <input
        type="datetime-local"
        aria-label={label}
        aria-invalid={error !== undefined}
        required={!isOptional}
        value={text}
        onChange={(change) => {
          setText(change.target.value);
          onChange(fromLocalInput(change.target.value));
        }}
        style={style}
      />
    </FieldFrame>
  );
}

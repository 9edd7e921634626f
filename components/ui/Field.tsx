import { type ReactElement, type ReactNode, useId, useState } from 'react';
import { TextInput, type TextInputProps, View } from 'react-native';

import { Copy } from './Copy';
import { bodyFont } from './fonts';
import { createStyles, usePalette } from './theme';
import { radius, space, type } from './tokens';

interface FieldFrameProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** Words around an input: its label above; below it what is wrong, or else a hint. */
export function FieldFrame({ label, hint, error, children }: FieldFrameProps): ReactElement {
  return (
    <View style={{ gap: 6 }}>
      <Copy size="small" weight="strong" aria-hidden>
        {label}
      </Copy>
      {children}
      {error !== undefined ? (
        <Copy size="small" tone="danger" role="alert">
          {error}
        </Copy>
      ) : (
        hint !== undefined && (
          <Copy size="small" tone="muted">
            {hint}
          </Copy>
        )
      )}
    </View>
  );
}

export interface FieldProps extends Omit<TextInputProps, 'style' | 'placeholderTextColor'> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** A labelled line, or several lines, of text to fill in. */
export function Field({ label, hint, error, multiline, ...input }: FieldProps): ReactElement {
  const styles = useFieldStyles();
  const palette = usePalette();
  const [isFocused, setIsFocused] = useState(false);
  const id = useId();
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      <TextInput
        id={id}
        {...input}
        aria-label={label}
        {...({ 'aria-invalid': error !== undefined } as object)}
        multiline={multiline === true}
        onFocus={(event) => {
          setIsFocused(true);
          input.onFocus?.(event);
        }}
        onBlur={(event) => {
          setIsFocused(false);
          input.onBlur?.(event);
        }}
        placeholderTextColor={palette.muted}
        style={[
          styles.input,
          multiline === true && styles.multiline,
          isFocused && styles.focused,
          error !== undefined && styles.wrong,
        ]}
      />
    </FieldFrame>
  );
}

export const useFieldStyles = createStyles((palette) => ({
  input: {
    ...bodyFont,
    ...type.body,
    minHeight: 50,
    borderRadius: radius.md,
    borderWidth: 1,
    borderColor: palette.lineStrong,
    backgroundColor: palette.surface,
    color: palette.text,
    paddingHorizontal: space.md,
    paddingVertical: 12,
  },
  multiline: { minHeight: 124, textAlignVertical: 'top' },
  focused: { borderColor: palette.accent },
  wrong: { borderColor: palette.danger },
}));

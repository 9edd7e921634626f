import type { ReactElement } from 'react';
import { Switch, View } from 'react-native';

import { Copy } from './Copy';
import { usePalette } from './theme';
import { space } from './tokens';

interface ToggleRowProps {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A switch with its meaning beside it. */
export function ToggleRow({ label, hint, isOn, onChange }: ToggleRowProps): ReactElement {
  const palette = usePalette();
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', gap: space.md, minHeight: 48 }}>
      <View style={{ flex: 1 }}>
        <Copy weight="strong">{label}</Copy>
        {hint !== undefined && (
          <Copy size="small" tone="muted">
            {hint}
          </Copy>
        )}
      </View>
      <Switch
        aria-label={label}
        value={isOn}
        onValueChange={onChange}
        trackColor={{ false: palette.lineStrong, true: palette.accent }}
        thumbColor={palette.knob}
        {...({ activeThumbColor: palette.knob } as object)}
      />
    </View>
  );
}

import Search from 'lucide-react-native/icons/search';
import type { ReactElement } from 'react';
import { TextInput, View } from 'react-native';

import { bodyFont } from './fonts';
import { Icon } from './Icon';
import { createStyles, usePalette } from './theme';
import { radius, space, type } from './tokens';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Whether one can type at once. */
  readonly isFocused?: boolean;
}

/** A line to search with, whose label is shown inside while it is empty. */
export function SearchField(props: SearchFieldProps): ReactElement {
  const { label, value, onChange, isFocused = false } = props;
  const styles = useStyles();
  const palette = usePalette();
  return (
    <View>
      <View style={styles.icon}>
        <Icon of={Search} size={18} color="muted" />
      </View>
      <TextInput
        role="searchbox"
        aria-label={label}
        placeholder={label}
        placeholderTextColor={palette.muted}
        value={value}
        onChangeText={onChange}
        inputMode="search"
        autoFocus={isFocused}
        autoCapitalize="none"
        style={styles.input}
      />
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  icon: { position: 'absolute', left: space.md, top: 17, zIndex: 1, pointerEvents: 'none' },
  input: {
    ...bodyFont,
    ...type.body,
    height: 52,
    paddingLeft: 44,
    paddingRight: space.md,
    borderRadius: radius.full,
    borderWidth: 1,
    borderColor: palette.lineStrong,
    backgroundColor: palette.surface,
    color: palette.text,
  },
}));

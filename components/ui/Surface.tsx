import type { ReactElement } from 'react';
import { View, type ViewProps } from 'react-native';

import { createStyles } from './theme';
import { radius, space } from './tokens';

/** A rounded sheet that lies on the page. */
export function Surface({ style, ...rest }: ViewProps): ReactElement {
  const styles = useStyles();
  return <View {...rest} style={[styles.sheet, style]} />;
}

const useStyles = createStyles((palette) => ({
  sheet: {
    backgroundColor: palette.surface,
    borderRadius: radius.lg,
    borderWidth: 1,
    borderColor: palette.line,
    padding: space.lg,
    boxShadow: palette.shadowLow,
  },
}));

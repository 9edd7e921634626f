import { type Href, Link } from 'expo-router';
import type { ReactElement } from 'react';

import { bodyFont } from './fonts';
import { createStyles } from './theme';
import { type } from './tokens';

interface TextLinkProps {
  readonly href: Href;
  readonly label: string;
}

/** A link among text or on its own. */
export function TextLink({ href, label }: TextLinkProps): ReactElement {
  const styles = useStyles();
  return (
    <Link href={href} style={styles.link}>
      {label}
    </Link>
  );
}

const useStyles = createStyles((palette) => ({
  link: {
    ...bodyFont,
    ...type.body,
    fontWeight: '600',
    color: palette.accent,
    paddingVertical: 10,
    borderRadius: 6,
  },
}));

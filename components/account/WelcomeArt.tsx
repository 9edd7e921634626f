import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Cover } from '@/components/events/Cover';
import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';

const LINES = [
  { name: 'Mira Lund', text: 'Anyone else here for the night walk?' },
  { name: 'Tomás Rey', text: 'Me! Meeting at the big door at nine.' },
  { name: 'Ada King', text: 'Saving you both a seat ☕️' },
] as const;

/** A picture of the place: doorways, and on a wide screen some of the talk. Says nothing to screen readers. */
export function WelcomeArt({ isTall }: { readonly isTall: boolean }): ReactElement {
  const styles = useStyles();
  const palette = usePalette();
  if (!isTall) return <Cover eventId="the hallway" imageUrl={null} height={112} />;
  return (
    <View aria-hidden>
      <Cover eventId="the hallway" imageUrl={null} height={540} />
      <View style={styles.talk}>
        {LINES.map(({ name, text }, index) => (
          <View key={name} style={[styles.line, index % 2 === 1 && styles.lineRight]}>
            <Avatar userId={name} name={name} size={40} />
            <View style={styles.bubble}>
              <Copy size="tiny" weight="strong" tone="muted">
                {name}
              </Copy>
              <Copy style={{ color: palette.text }}>{text}</Copy>
            </View>
          </View>
        ))}
      </View>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  talk: { position: 'absolute', top: space.xxl, left: space.xl, right: space.xl, gap: space.md },
  line: { flexDirection: 'row', alignItems: 'flex-end', gap: space.xs },
  lineRight: { alignSelf: 'flex-end' },
  bubble: {
    flexShrink: 1,
    paddingHorizontal: space.md,
    paddingVertical: 10,
    borderRadius: radius.lg,
    borderBottomLeftRadius: 6,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowHigh,
  },
}));

import type { ReactElement } from 'react';
import { Linking, Pressable } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { LinkPreview } from '@/protocol/previews';

import { LINK_ATTRIBUTES } from './link-attributes';

interface PreviewCardProps {
  readonly preview: LinkPreview;
}

const isWeb = process.env.EXPO_OS === 'web';

/** What the page says of itself that a message links to; opens it. Where it leads is said by its address alone. */
export function PreviewCard({ preview }: PreviewCardProps): ReactElement {
  const styles = useStyles();
  const { url, title, description } = preview;
  const { host } = new URL(url);
  const opens = isWeb
    ? ({ href: url, hrefAttrs: LINK_ATTRIBUTES } as object)
    : { onPress: () => void Linking.openURL(url) };
  return (
    <Pressable role="link" aria-label={`${title}, ${host}`} {...opens} style={styles.card}>
      <Copy size="small" weight="strong" numberOfLines={2}>
        {title}
      </Copy>
      {description !== undefined && (
        <Copy size="small" numberOfLines={2}>
          {description}
        </Copy>
      )}
      <Copy size="small" tone="muted" numberOfLines={1}>
        {host}
      </Copy>
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  card: {
    alignSelf: 'stretch',
    minHeight: 48,
    maxWidth: 420,
    gap: 2,
    marginTop: space.xs,
    paddingHorizontal: space.sm,
    paddingVertical: space.xs,
    borderRadius: radius.md,
    backgroundColor: palette.surface,
    borderWidth: 1,
    borderColor: palette.line,
  },
}));

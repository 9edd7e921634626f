import type { ReactElement } from 'react';
import { Linking } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { usePalette } from '@/components/ui/theme';

import { isEmojiOnly, splitLinks } from './message-text';

interface MessageBodyProps {
  readonly content: string;
  readonly isOwn: boolean;
}

/** A message's words, with its addresses as links. */
export function MessageBody({ content, isOwn }: MessageBodyProps): ReactElement {
  const palette = usePalette();
  const color = isOwn ? palette.onBubbleOwn : palette.text;
  if (isEmojiOnly(content)) {
    return (
      <Copy selectable style={{ fontSize: 38, lineHeight: 48 }}>
        {content}
      </Copy>
    );
  }
  return (
    <Copy selectable style={{ color, overflowWrap: 'anywhere' } as object}>
      {splitLinks(content).map((part, index) =>
        part.type === 'words' ? part.text : <AddressLink key={index} {...part} color={color} />,
      )}
    </Copy>
  );
}

interface AddressLinkProps {
  readonly text: string;
  readonly url: string;
  readonly color: string;
}

function AddressLink({ text, url, color }: AddressLinkProps): ReactElement {
  // On the web a real link, which tells the other site nothing about this page.
  const web = { href: url, hrefAttrs: { target: '_blank', rel: 'noopener noreferrer nofollow' } };
  return (
    <Copy
      role="link"
      {...(process.env.EXPO_OS === 'web'
        ? (web as object)
        : { onPress: () => void Linking.openURL(url) })}
      weight="medium"
      style={{ color, textDecorationLine: 'underline' }}
    >
      {text}
    </Copy>
  );
}

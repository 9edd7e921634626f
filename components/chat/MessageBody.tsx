import type { ReactElement } from 'react';
import { Linking } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { usePalette } from '@/components/ui/theme';

import { isEmojiOnly, splitLinks } from './message-text';

interface MessageBodyProps {
  readonly content: string;
  readonly isOwn: boolean;
  /** Where there is a menu that copies: on phones it takes the place of selecting words. */
  readonly onShowActions?: () => void;
}

const isWeb = process.env.EXPO_OS === 'web';

/** A message's words, with its addresses as links. */
export function MessageBody({ content, isOwn, onShowActions }: MessageBodyProps): ReactElement {
  const palette = usePalette();
  const color = isOwn ? palette.onBubbleOwn : palette.text;
  const words =
    isWeb || onShowActions === undefined
      ? { selectable: true }
      : { accessibilityActions: MENU_ACTIONS, onAccessibilityAction: onShowActions };
  if (isEmojiOnly(content)) {
    return (
      <Copy {...words} style={{ fontSize: 38, lineHeight: 48 }}>
        {content}
      </Copy>
    );
  }
  return (
    <Copy {...words} style={{ color, overflowWrap: 'anywhere' } as object}>
      {splitLinks(content).map((part, index) =>
        part.type === 'words' ? part.text : <AddressLink key={index} {...part} color={color} />,
      )}
    </Copy>
  );
}

const MENU_ACTIONS = [{ name: 'longpress', label: 'Message actions' }] as const;

/** So that a finger that rests on a link does not open it when it is lifted. */
const doNothing = (): void => {};

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
      {...(isWeb
        ? (web as object)
        : { onPress: () => void Linking.openURL(url), onLongPress: doNothing })}
      weight="medium"
      style={{ color, textDecorationLine: 'underline' }}
    >
      {text}
    </Copy>
  );
}

import type { ReactElement, ReactNode } from 'react';
import { Linking } from 'react-native';

import { isOfOneself } from '@/components/mentions/mention-text';
import { useOneself } from '@/components/mentions/mentioned-oneself';
import { Copy } from '@/components/ui/Copy';
import { usePalette } from '@/components/ui/theme';
import type { Mention } from '@/protocol/wire';

import { LINK_ATTRIBUTES } from './link-attributes';
import { isEmojiOnly, splitMessage, type TextPart } from './message-text';

interface MessageBodyProps {
  readonly content: string;
  readonly mentions?: readonly Mention[] | undefined;
  readonly isOwn: boolean;
  /** Where there is a menu that copies: on phones it takes the place of selecting words. */
  readonly onShowActions?: () => void;
}

const isWeb = process.env.EXPO_OS === 'web';

/** A message's words, with its addresses as links. */
export function MessageBody(props: MessageBodyProps): ReactElement {
  const { content, mentions = NOBODY, isOwn, onShowActions } = props;
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
      {splitMessage(content, mentions).map((part, index) => (
        <Part key={index} of={part} color={color} isOwn={isOwn} />
      ))}
    </Copy>
  );
}

interface PartProps {
  readonly of: TextPart;
  readonly color: string;
  readonly isOwn: boolean;
}

function Part({ of, color, isOwn }: PartProps): ReactNode {
  if (of.type === 'words') return of.text;
  return of.type === 'link' ? (
    <AddressLink {...of} color={color} />
  ) : (
    <MentionedName {...of} isOwn={isOwn} />
  );
}

interface MentionedNameProps {
  readonly text: string;
  readonly mention: Mention;
  readonly isOwn: boolean;
}

/** A name that is mentioned; one's own stands out. */
function MentionedName({ text, mention, isOwn }: MentionedNameProps): ReactElement {
  const palette = usePalette();
  const isForOneself = isOfOneself(mention, useOneself()) && !isOwn;
  const plain = { color: isOwn ? palette.onBubbleOwn : palette.accent };
  const ownName = { color: palette.onSpotSoft, backgroundColor: palette.spotSoft };
  return (
    <Copy weight="strong" style={isForOneself ? ownName : plain}>
      {text}
    </Copy>
  );
}

const NOBODY: readonly Mention[] = [];

const MENU_ACTIONS = [{ name: 'longpress', label: 'Message actions' }] as const;

/** So that a finger that rests on a link does not open it when it is lifted. */
const doNothing = (): void => {};

interface AddressLinkProps {
  readonly text: string;
  readonly url: string;
  readonly color: string;
}

function AddressLink({ text, url, color }: AddressLinkProps): ReactElement {
  const web = { href: url, hrefAttrs: LINK_ATTRIBUTES };
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

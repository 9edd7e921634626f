import { type ReactElement, useEffect, useState } from 'react';
import { ScrollView, View } from 'react-native';

import type { Reactor } from '@/protocol/wire';

import { Avatar } from './Avatar';
import { Copy } from './Copy';
import { Loading } from './Loading';
import { space } from './tokens';
import { useOwnScroll } from './use-own-scroll';

type Answer =
  | { readonly ok: true; readonly value: readonly Reactor[] }
  | { readonly ok: false; readonly error: { readonly message: string } };

interface PeopleListProps {
  /** Asks for them, once: with another `key` it is another list. */
  readonly ask: () => Promise<Answer>;
  /** How many there are; of thousands only some are named. */
  readonly count: number;
}

const HEIGHT = 280;
/** So that few people of one choice and some of the next do not move what is above. */
const MIN_HEIGHT = 120;
const AVATAR_SIZE = 30;

/** People by face and name, in a list that scrolls inside of its sheet. */
export function PeopleList({ ask, count }: PeopleListProps): ReactElement {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [askOnce] = useState(() => ask);
  const ownScroll = useOwnScroll();
  useEffect(() => void askOnce().then(setAnswer), [askOnce]);
  if (answer === null) return <Loading label="Loading…" />;
  if (!answer.ok) return <Copy tone="danger">{answer.error.message}</Copy>;
  const more = count - answer.value.length;
  return (
    <View {...ownScroll}>
      <ScrollView
        style={{ minHeight: MIN_HEIGHT, maxHeight: HEIGHT }}
        tabIndex={0}
        contentContainerStyle={{ gap: space.xs }}
      >
        {answer.value.length === 0 && <Copy tone="muted">Nobody yet</Copy>}
        {answer.value.map((person) => (
          <Person key={person.userId} {...person} />
        ))}
        {more > 0 && <Copy tone="muted">{`and ${more.toLocaleString('en')} more`}</Copy>}
      </ScrollView>
    </View>
  );
}

const Person = ({ userId, userName, userImage }: Reactor): ReactElement => (
  <View style={{ flexDirection: 'row', alignItems: 'center', gap: space.xs }}>
    <Avatar userId={userId} name={userName} image={userImage} size={AVATAR_SIZE} />
    <Copy numberOfLines={1} style={{ flexShrink: 1 }}>
      {userName}
    </Copy>
  </View>
);

import { router } from 'expo-router';
import AtSign from 'lucide-react-native/icons/at-sign';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { CountBadge } from '@/components/ui/CountBadge';
import { IconButton } from '@/components/ui/IconButton';
import { useAllUnreadMentions } from '@/hooks/useMentions';
import { unreadWords } from '@/hooks/useUnread';

/** Leads to what mentions one, and says how much of it is unread. */
export function MentionsButton(): ReactElement {
  const unread = unreadWords(useAllUnreadMentions());
  const label = unread === null ? 'Mentions' : `Mentions, ${unread} unread`;
  return (
    <View>
      <IconButton label={label} icon={AtSign} onPress={() => router.push('/mentions')} />
      {unread !== null && (
        <View style={{ position: 'absolute', top: -2, right: -4, pointerEvents: 'none' }}>
          <CountBadge words={unread} />
        </View>
      )}
    </View>
  );
}

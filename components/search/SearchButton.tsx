import { router } from 'expo-router';
import Search from 'lucide-react-native/icons/search';
import type { ReactElement } from 'react';

import { IconButton } from '@/components/ui/IconButton';

interface SearchButtonProps {
  /** The event that is searched at first; without it, all are. */
  readonly eventId?: string;
}

/** Leads to the search over messages. */
export function SearchButton({ eventId }: SearchButtonProps): ReactElement {
  return (
    <IconButton
      label="Search messages"
      icon={Search}
      onPress={() =>
        router.push({ pathname: '/search', params: eventId ? { event: eventId } : {} })
      }
    />
  );
}

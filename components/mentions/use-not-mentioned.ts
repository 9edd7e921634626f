import { useEffect } from 'react';

import type { EventRoomState } from '@/lib/event-room';

type NotMentioned = Exclude<EventRoomState, { status: 'refused' }>['notMentioned'];

/** Says once who was not told of one's message, as they do not take part any more. */
export function useNotMentioned(last: NotMentioned, say: (words: string) => void): void {
  useEffect(() => {
    if (last === null) return;
    const names = new Intl.ListFormat('en').format(last.names);
    const verb = last.names.length === 1 ? 'does' : 'do';
    say(`${names} ${verb} not take part in this event, and will not see that you mentioned them.`);
  }, [last, say]);
}

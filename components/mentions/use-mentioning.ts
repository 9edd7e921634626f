import { useMemo } from 'react';

import type { ChatMessage } from '@/components/chat/chat-rows';
import type { KeptDraft } from '@/lib/drafts';
import type { Mention, MentionGroup, Role } from '@/protocol/wire';

import { type Mentionable, mentionsIn } from './mention-text';
import type { Mentioning } from './use-mention-choices';

/** Newest authors that are offered without a question to the server. */
const AUTHORS_MAX = 50;

const GROUPS: Readonly<Record<Role, readonly MentionGroup[]>> = {
  organiser: ['moderators', 'everyone'],
  moderator: ['moderators'],
  participant: ['moderators'],
};

export interface MentioningParts {
  readonly eventId: string;
  /** What is being written. */
  readonly draft: KeptDraft;
  readonly messages: readonly ChatMessage[];
  readonly ownUserId: string;
  readonly role: Role;
}

/** Whom one may mention in an event's chat, and whom a text mentions. */
export function useMentioning({
  eventId,
  draft,
  messages,
  ownUserId,
  role,
}: MentioningParts): Mentioning & {
  readonly mentionsOf: (text: string) => readonly Mention[];
} {
  const authors = useMemo(() => authorsOf(messages), [messages]);
  return useMemo(() => {
    const groups = GROUPS[role];
    return {
      eventId,
      ownUserId,
      authors,
      groups,
      pick: (mention) => draft.change({ picks: [mention, ...draft.getSnapshot().picks] }),
      mentionsOf: (text) =>
        mentionsIn(text, [
          ...draft.getSnapshot().picks,
          ...authors.filter(({ userId }) => userId !== ownUserId),
          ...groups.map((group) => ({ group })),
        ]),
    };
  }, [eventId, draft, ownUserId, authors, role]);
}

/** Who has written, the last one first. */
function authorsOf(messages: readonly ChatMessage[]): readonly Mentionable[] {
  const authors = new Map<string, Mentionable>();
  for (const { userId, userName } of messages.toReversed()) {
    if (authors.size === AUTHORS_MAX) break;
    if (!authors.has(userId)) authors.set(userId, { userId, name: userName });
  }
  return [...authors.values()];
}

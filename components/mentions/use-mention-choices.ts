import { useQuery } from '@tanstack/react-query';

import type { Choice, Choices } from '@/components/chat/composing';
import { useRestClient } from '@/components/providers/rest-context';
import { useSettled } from '@/components/ui/use-settled';
import { queryKeys, unwrap } from '@/hooks/event-queries';
import type { Mention, MentionGroup } from '@/protocol/wire';

import { isBegun, type Mentionable, mentionAt } from './mention-text';

/** Whom a message may mention, and what becomes of that. */
export interface Mentioning {
  readonly eventId: string;
  readonly ownUserId: string;
  /** Who has written here, the last one first. */
  readonly authors: readonly Mentionable[];
  readonly groups: readonly MentionGroup[];
  /** Remembers who is meant by a name. */
  readonly pick: (mention: Mention) => void;
}

const CHOICES_MAX = 6;
/** Pause in typing after which the server is asked. */
const ASK_PAUSE_MS = 150;
/** Who comes meanwhile is found a minute later. */
const FOUND_MS = 60_000;

const GROUP_WORDS: Readonly<Record<MentionGroup, string>> = {
  moderators: '@moderators · who looks after this chat',
  everyone: '@everyone · all who take part',
};

/** Whom the mention that is being typed may be of: `@name`. */
export function useMentionChoices(
  text: string,
  cursor: number,
  mentioning: Mentioning | null,
): Choices {
  const typed = mentioning === null ? null : mentionAt(text, cursor);
  const found = useFound(mentioning?.eventId ?? '', typed?.name ?? '');
  const label = 'People to mention';
  if (typed === null || mentioning === null) return { label, typed: null, choices: [] };
  const { authors, groups, ownUserId, pick } = mentioning;
  const people = new Map(
    [...authors, ...found]
      .filter(({ userId, name }) => userId !== ownUserId && isBegun(name, typed.name))
      .map((person) => [person.userId, person]),
  );
  const called = groups.filter((group) => isBegun(group, typed.name));
  const choices = [
    // However many people there are, groups have their place.
    ...[...people.values()]
      .slice(0, CHOICES_MAX - called.length)
      .map((person) => toPerson(person, pick)),
    ...called.map((group) => toGroup(group, pick)),
  ];
  return { label, typed, choices };
}

/** Who takes part and has a name that begins so. */
function useFound(eventId: string, typed: string): readonly Person[] {
  const rest = useRestClient();
  const name = useSettled(typed.trim(), ASK_PAUSE_MS);
  const { data } = useQuery({
    queryKey: [...queryKeys.participants(eventId), 'named', name],
    queryFn: ({ signal }) =>
      unwrap(rest.listParticipants(eventId, { name, limit: CHOICES_MAX, signal })),
    enabled: name !== '',
    staleTime: FOUND_MS,
    retry: false,
  });
  return typed === '' ? [] : (data?.participants ?? []);
}

interface Person extends Mentionable {
  readonly image?: string | undefined;
}

const toPerson = ({ userId, name, image }: Person, pick: Mentioning['pick']): Choice => ({
  key: userId,
  lead: { kind: 'person', userId, name, image },
  words: name,
  take() {
    pick({ userId, name });
    return `@${name} `;
  },
});

const toGroup = (group: MentionGroup, pick: Mentioning['pick']): Choice => ({
  key: `@${group}`,
  lead: { kind: 'text', text: '👥' },
  words: GROUP_WORDS[group],
  take() {
    pick({ group });
    return `@${group} `;
  },
});

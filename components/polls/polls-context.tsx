import { createContext, type ReactElement, type ReactNode, useContext, useMemo } from 'react';

import { moderates } from '@/components/moderation/may-moderate';
import type { EventRoomView } from '@/hooks/useEventRoom';
import type { ProtocolError } from '@/protocol/errors';
import type { Result } from '@/protocol/result';
import type { Role } from '@/protocol/wire';

/** What one does with the polls of a chat. */
export interface PollActs extends Pick<EventRoomView, 'listVoters'> {
  readonly onVote: (messageId: string, choices: readonly number[]) => void;
  readonly onClose: (messageId: string) => void;
  /** Whether one may end a poll of this person. */
  readonly mayClose: (authorId: string) => boolean;
}

const Polls = createContext<PollActs | null>(null);

interface PollsProviderProps {
  readonly room: Pick<EventRoomView, 'vote' | 'closePoll' | 'listVoters'>;
  readonly ownUserId: string;
  readonly role: Role;
  readonly say: (words: string) => void;
  readonly children: ReactNode;
}

/** Gives the polls of a chat what is done with them. */
export function PollsProvider(props: PollsProviderProps): ReactElement {
  const { room, ownUserId, role, say, children } = props;
  const { vote, closePoll, listVoters } = room;
  const acts = useMemo((): PollActs => {
    const tell = (answer: Promise<Result<null, ProtocolError>>): void =>
      void answer.then((done) => {
        if (!done.ok) say(done.error.message);
      });
    return {
      listVoters,
      onVote: (messageId, choices) => tell(vote(messageId, choices)),
      onClose: (messageId) => tell(closePoll(messageId)),
      mayClose: (authorId) => authorId === ownUserId || moderates(role),
    };
  }, [vote, closePoll, listVoters, ownUserId, role, say]);
  return <Polls.Provider value={acts}>{children}</Polls.Provider>;
}

/** `null` where nobody can vote, as in an announcement. */
export const usePolls = (): PollActs | null => useContext(Polls);

import type { Hint } from '../../lib/server/bus/hints.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { GroupMentions } from '../group-mentions.ts';
import type { OwnReading } from '../own-reading.ts';
import type { OwnQuestionVotes, OwnVotes } from '../own-votes.ts';
import type { OwnVisibility } from '../own-visibility.ts';
import type { Pushing } from '../push/pushing.ts';
import type { SessionWatch } from '../sessions.ts';
import type { SharedCheers } from './cheers.ts';
import type { AnswerPresence } from './presence-answers.ts';
import type { Presence } from './presence.ts';
import type { SharedTypists } from './typists.ts';

/** What is told of other nodes and of the log goes to these. */
export interface Followers {
  readonly rooms: Pick<Rooms, 'wake' | 'poll'>;
  readonly sessions: Pick<SessionWatch, 'wake'>;
  readonly reading: Pick<OwnReading, 'heard'>;
  readonly votes: Pick<OwnVotes, 'heard'>;
  readonly questionVotes: Pick<OwnQuestionVotes, 'heard'>;
  readonly visibility: Pick<OwnVisibility, 'heard'>;
  readonly groups: Pick<GroupMentions, 'heard'>;
  readonly pushing: Pick<Pushing, 'wake'>;
}

export interface Hearing {
  readonly presence: Presence;
  readonly typists: SharedTypists;
  readonly cheers: SharedCheers;
  readonly answer: AnswerPresence;
  /** `null` until there are any. */
  readonly followers: () => Followers | null;
}

type Hearers = {
  readonly [Is in Hint['is']]: (hint: Extract<Hint, { readonly is: Is }>, from: string) => void;
};

/** Hands each hint to whom it concerns. */
export function createHearing({ presence, typists, cheers, answer, followers }: Hearing) {
  const hearers: Hearers = {
    head: ({ eventId, head }) => followers()?.rooms.wake(eventId, head),
    typing: typists.hear,
    cheers: cheers.hear,
    reading: (moved) => followers()?.reading.heard(moved),
    vote: (voted) => followers()?.votes.heard(voted),
    'question-vote': (voted) => followers()?.questionVotes.heard(voted),
    'group-mention': (mention) => followers()?.groups.heard(mention),
    push: () => followers()?.pushing.wake(),
    visibility: ({ userId }) => followers()?.visibility.heard(userId),
    online: (hint, from) => presence.hear(hint, from),
    who: ({ eventId }) => presence.hearAsking(eventId),
    'ask-present': answer,
    here: (_, from) => presence.hearOf(from),
    bye(_, from) {
      typists.forget(from);
      presence.forget(from);
    },
  };
  return (hint: Hint, from: string): void => {
    const hear = hearers[hint.is] as (hint: Hint, from: string) => void;
    hear(hint, from);
  };
}

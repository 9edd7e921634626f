import type { OtherNodes } from './bus/join-nodes.ts';
import { createGroupMentions, type GroupMentions } from './group-mentions.ts';
import { createOwnReading, type OwnReading } from './own-reading.ts';
import {
  createOwnVisibility,
  type OwnVisibility,
  type OwnVisibilityOptions,
} from './own-visibility.ts';
import {
  createOwnQuestionVotes,
  createOwnVotes,
  type OwnQuestionVotes,
  type OwnVotes,
} from './own-votes.ts';

/** What is a person's own on all of their devices. */
export interface Own {
  readonly reading: OwnReading;
  readonly votes: OwnVotes;
  readonly questionVotes: OwnQuestionVotes;
  readonly visibility: OwnVisibility;
  readonly groups: GroupMentions;
}

export const followOwn = (
  parts: Omit<OwnVisibilityOptions, 'tellOthers'>,
  others: Pick<
    OtherNodes,
    'tellReading' | 'tellVote' | 'tellQuestionVote' | 'tellVisibility' | 'tellGroupMention'
  >,
): Own => ({
  reading: createOwnReading({ ...parts, tellOthers: others.tellReading }),
  votes: createOwnVotes({ ...parts, tellOthers: others.tellVote }),
  questionVotes: createOwnQuestionVotes({ ...parts, tellOthers: others.tellQuestionVote }),
  visibility: createOwnVisibility({ ...parts, tellOthers: others.tellVisibility }),
  groups: createGroupMentions({ ...parts, tellOthers: others.tellGroupMention }),
});

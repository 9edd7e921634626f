import type { QuestionState } from '@/protocol/wire';

/** "1 vote", "12 votes". */
export const votesWords = (votes: number): string => `${votes} ${votes === 1 ? 'vote' : 'votes'}`;

/** What a state is called on a question. */
export const STATE_WORDS: Readonly<Record<QuestionState, string>> = {
  pending: 'Waits for approval',
  approved: 'Open',
  'on-stage': 'On stage',
  answered: 'Answered',
  dismissed: 'Dismissed',
};

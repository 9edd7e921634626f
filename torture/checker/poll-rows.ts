import type { FinalLog } from '../history.ts';
import type { Claim } from './announcement-unfit.ts';
import { isSameSums, type PollLife, type Sums } from './poll-fold.ts';

export type FinalPoll = NonNullable<FinalLog['polls']>[number];

interface Judged {
  readonly life: PollLife;
  readonly row: FinalPoll | undefined;
  /** Whether the message has the poll's words. */
  readonly hasWords: boolean;
}

/** That a poll's rows are what the log makes of them; of a deleted one nothing is left. */
export function claimsOfRow({ life, row, hasWords }: Judged): readonly Claim[] {
  const { messageId, isDeleted, asked, told } = life;
  if (isDeleted) {
    const isGone = row === undefined && !hasWords && asked === undefined;
    return [[isGone, `${messageId} is deleted, and something of its poll is left`]];
  }
  if (row === undefined) return [[false, `the poll of ${messageId} has no row`]];
  const last = [...told.values()].at(-1);
  const isLast = last === undefined ? row.voters === 0 : isSameSums(last, row);
  return [
    [hasWords, `${messageId} asks a poll in the log, and not in the history`],
    [isLast, `row and entries of the poll ${messageId} do not say the same`],
    [isRecounted(row), `the votes in ${messageId} do not add up to its sums`],
    ...row.cast.map(({ person, seq }): Claim => {
      const sums = told.get(seq);
      const what = `the vote of ${person} in ${messageId} is counted at ${seq}, where no vote is`;
      return [sums !== undefined && !sums.isClosed, what];
    }),
  ];
}

const isRecounted = ({ cast, ...sums }: FinalPoll & Sums): boolean =>
  sums.voters === cast.filter(({ choices }) => choices.length > 0).length &&
  sums.votes.every(
    (count, option) => count === cast.filter(({ choices }) => choices.includes(option)).length,
  );

import type { Poll } from '@/protocol/wire';

/** A poll as it is drawn. */
export interface PollFace {
  readonly isOver: boolean;
  readonly voters: number;
  readonly options: readonly OptionFace[];
}

export interface OptionFace {
  readonly text: string;
  readonly votes: number;
  /** Of those who have voted, in whole per cent. */
  readonly percent: number;
  readonly isOwn: boolean;
  /** Whether the poll is over and nothing else has more. */
  readonly isWinner: boolean;
}

/** @param now Milliseconds of `Date.now()`: a poll whose time has come is over, whether that was told yet or not. */
export function toPollFace(poll: Poll, now: number): PollFace {
  const { options, votes = [], voters = 0, own, closesAt, closedAt } = poll;
  const isOver =
    closedAt !== undefined || (closesAt !== undefined && new Date(closesAt).getTime() <= now);
  const most = Math.max(0, ...votes);
  return {
    isOver,
    voters,
    options: options.map((text, option) => {
      const count = votes[option] ?? 0;
      return {
        text,
        votes: count,
        percent: voters === 0 ? 0 : Math.round((100 * count) / voters),
        isOwn: own?.choices.includes(option) === true,
        isWinner: isOver && most > 0 && count === most,
      };
    }),
  };
}

/** What one chooses after a press on an option. */
export function choicesAfter({ isMultiple, own }: Poll, option: number): readonly number[] {
  const before = own?.choices ?? [];
  if (before.includes(option)) return before.filter((choice) => choice !== option);
  return isMultiple ? [...before, option].toSorted((one, other) => one - other) : [option];
}

export const votersWords = (voters: number): string =>
  voters === 0
    ? 'No votes yet'
    : `${voters.toLocaleString('en')} ${voters === 1 ? 'vote' : 'votes'}`;

/** What kind of poll it is. */
export const kindWords = ({ isMultiple, isAnonymous }: Poll): string =>
  [isMultiple ? 'Choose any' : 'Choose one', isAnonymous ? 'anonymous' : 'open'].join(' · ');

/** An option in words, for who hears it. */
export const optionWords = ({ text, votes, percent, isOwn, isWinner }: OptionFace): string =>
  [
    text,
    `${votersWords(votes)}, ${percent} %`,
    ...(isOwn ? ['your choice'] : []),
    ...(isWinner ? ['most votes'] : []),
  ].join(', ');

/** How long until then: "1:05", "2 h 10 min", "3 days". */
export function leftWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds < 3_600)
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 2 * 1_440) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.ceil(minutes / 1_440)} days`;
}

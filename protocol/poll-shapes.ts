import { z } from 'zod';

import { line } from './text.ts';

/** Options of one poll: fewer are no choice, more nobody compares on a phone. */
export const POLL_OPTIONS_MIN = 2;
export const POLL_OPTIONS_MAX = 10;

/** Longest option and question, in code points. */
export const POLL_OPTION_MAX_CHARS = 100;
export const POLL_QUESTION_MAX_CHARS = 300;

/** A poll that closes by itself is open for 10 s to 30 days. */
export const POLL_MIN_SECONDS = 10;
export const POLL_MAX_SECONDS = 30 * 24 * 3_600;

const areDifferent = (values: readonly unknown[]): boolean =>
  new Set(values).size === values.length;

/** What somebody asks. */
export const PollAsked = {
  question: line({ name: 'A question', minChars: 1, maxChars: POLL_QUESTION_MAX_CHARS }),
  options: z
    .array(line({ name: 'An option', minChars: 1, maxChars: POLL_OPTION_MAX_CHARS }))
    .min(POLL_OPTIONS_MIN, `A poll has ${POLL_OPTIONS_MIN} options or more.`)
    .max(POLL_OPTIONS_MAX, `A poll has ${POLL_OPTIONS_MAX} options at most.`)
    .refine(areDifferent, 'Two options of the poll are the same.'),
  /** Whether one may choose several; left out: one. */
  isMultiple: z.boolean('`isMultiple` is true or false.').optional(),
  /** Nobody is told who chose what; left out: everybody may ask. */
  isAnonymous: z.boolean('`isAnonymous` is true or false.').optional(),
  /** It closes by itself so long after it was asked; left out: when somebody closes it. */
  closesInSeconds: z
    .int('The time of a poll is a whole number of seconds.')
    .min(POLL_MIN_SECONDS, `A poll is open for at least ${POLL_MIN_SECONDS} seconds.`)
    .max(POLL_MAX_SECONDS, 'A poll is open for 30 days at most.')
    .optional(),
};

/** Which options somebody chooses, counted from 0; none: they take their vote back. */
export const Choices = z
  .array(
    z
      .int('A choice is the number of an option.')
      .min(0, 'Options are counted from 0.')
      .max(POLL_OPTIONS_MAX - 1, 'The poll has no such option.'),
    { error: '`choices` is a list of the numbers of options.' },
  )
  .max(POLL_OPTIONS_MAX, `A poll has ${POLL_OPTIONS_MAX} options at most.`)
  .refine(areDifferent, 'An option is chosen once.');

const Seq = z.int().nonnegative();

/** What a poll adds up to from some place of the log on. */
export const PollSums = {
  /** How many chose each option, in the options' order. */
  votes: z.array(z.int().nonnegative()),
  /** How many people have voted. */
  voters: z.int().nonnegative(),
  /** Since when nobody votes any more; ISO 8601, UTC. Left out: it is open. */
  closedAt: z.string().optional(),
};

/** One's own vote, and its place in the log: of two the later one counts. */
export const OwnVote = z.object({ choices: z.array(z.int().nonnegative()), seq: Seq });
export type OwnVote = z.output<typeof OwnVote>;

/** The poll of a message. */
export const Poll = z.object({
  question: z.string(),
  options: z.array(z.string()),
  isMultiple: z.boolean(),
  isAnonymous: z.boolean(),
  /** When it closes by itself; ISO 8601, UTC. */
  closesAt: z.string().optional(),
  /** Left out where nobody can have voted, as in the notice of a new message. */
  ...z.object(PollSums).partial().shape,
  /** In pages of the history alone: what one has chosen at the page's `seq`. */
  own: OwnVote.optional(),
});
export type Poll = z.output<typeof Poll>;

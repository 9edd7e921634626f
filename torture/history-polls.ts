import { z } from 'zod';

/** How a poll is asked. */
export const AskedPoll = z.object({
  options: z.int(),
  isMultiple: z.boolean(),
  isAnonymous: z.boolean(),
  /** It closes by itself so long after it was asked. */
  closesInSeconds: z.int().optional(),
});

const Sums = { votes: z.array(z.int()), voters: z.int(), isClosed: z.boolean() };

/** What a poll adds up to, as one of ours was told it, off the wire. */
export const Polled = z.object({
  type: z.literal('polled'),
  at: z.number(),
  client: z.string(),
  eventId: z.string(),
  seq: z.int(),
  messageId: z.string(),
  ...Sums,
});

/** What its own person has voted, as one of ours was told it, off the wire. */
export const VoteTold = z.object({
  type: z.literal('voted'),
  at: z.number(),
  client: z.string(),
  eventId: z.string(),
  messageId: z.string(),
  choices: z.array(z.int()),
  seq: z.int(),
});

/** Who chose an option, as somebody who asked was answered: ids of people, or why they are told nothing. */
export const ListedVoters = z.object({
  type: z.literal('listed-voters'),
  at: z.number(),
  client: z.string(),
  eventId: z.string(),
  messageId: z.string(),
  option: z.int(),
  people: z.array(z.string()),
  code: z.string().optional(),
});

/** The polls that a room of one of ours shows in the end, and what it shows as its person's own vote. */
export const ShowsPolls = z.object({
  type: z.literal('shows-polls'),
  at: z.number(),
  client: z.string(),
  person: z.string(),
  eventId: z.string(),
  polls: z.array(z.object({ messageId: z.string(), ...Sums, own: z.array(z.int()) })),
});

/** A poll as its message's entry has it. */
export const PollInLog = z.object({
  options: z.int(),
  isMultiple: z.boolean(),
  isAnonymous: z.boolean(),
  /** ISO 8601, UTC. */
  closesAt: z.string().optional(),
});

/** A poll as its rows have it after the run, and everybody's vote. */
export const FinalPoll = z.object({
  messageId: z.string(),
  ...Sums,
  cast: z.array(z.object({ person: z.string(), choices: z.array(z.int()), seq: z.int() })),
});

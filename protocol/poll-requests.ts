import { z } from 'zod';

import { InEvent, InMessage } from './asked-of.ts';
import { Choices, PollAsked } from './poll-shapes.ts';
import { EventMessage, Id, Reactor, Seq } from './shapes.ts';

const Option = z.int('`option` is the number of an option.').min(0, 'Options are counted from 0.');

/** Client → server: what may be asked about polls. */
export const pollRequests = {
  'create-poll': {
    description:
      'Ask a poll: a message with options to vote for, where one moderates. Its text is the question and the numbered options. Acknowledged only when it is stored. The room need not be joined.',
    payload: InEvent.extend({
      ...PollAsked,
      /** Chosen by the sender: a repeat with the same id is one poll, for ever. */
      clientMessageId: Id.optional(),
      /** The message of the same event that it answers. */
      replyTo: Id.optional(),
    }),
    answer: EventMessage.extend({
      /** True where an earlier request with this `clientMessageId` had stored it. */
      duplicate: z.boolean().optional(),
    }),
  },
  vote: {
    description:
      'Vote in a poll that is open, in place of what one has voted before; with no choices, take one’s vote back. Acknowledged when it is stored, which in a crowd takes about half a second; requests behind it do not wait. The room need not be joined. Safe to repeat.',
    payload: InMessage.extend({ choices: Choices }),
    /** `seq`: from where in the log the sums have it; left out where one had voted so already. */
    answer: z.object({ eventId: z.string(), messageId: z.string(), seq: Seq.optional() }),
  },
  'close-poll': {
    description:
      'End a poll for good: one’s own, or anybody’s where one moderates. Safe to repeat.',
    payload: InMessage,
    answer: z.object({ eventId: z.string(), messageId: z.string(), seq: Seq.optional() }),
  },
  'list-voters': {
    description:
      'Who chose one option of a poll that is not anonymous, the first 50 of them in the order in which they did.',
    payload: InMessage.extend({ option: Option }),
    answer: z.object({ eventId: z.string(), messageId: z.string(), people: z.array(Reactor) }),
  },
} as const;

import { z } from 'zod';

import { OwnVote, PollSums } from './poll-shapes.ts';
import { Placed } from './shapes.ts';

/** Server → client: what is told about polls. */
export const pollNotices = {
  'poll-changed': {
    description:
      'A poll adds up to this from this place of the log on, or is closed. Of what is voted within six tenths of a second there is one notice; who voted is not told.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      messageId: z.string(),
      ...PollSums,
      ...Placed,
    }),
  },
  'vote-changed': {
    description:
      'One has voted in a poll, on whichever device. Goes to all of one’s devices, whatever rooms they have joined; of two the one with the later `seq` counts.',
    audience: 'v1',
    payload: OwnVote.extend({ eventId: z.string(), messageId: z.string() }),
  },
} as const;

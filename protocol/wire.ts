import type { z } from 'zod';

import type { ProtocolError } from './errors.ts';
import { notices } from './notices.ts';
import { requests } from './requests.ts';
import type { Result } from './result.ts';

export * from './shapes.ts';
export { notices, requests };
export type { Audience } from './notices.ts';
export { ResumeMode } from './requests.ts';

export type RequestName = keyof typeof requests;
export type NoticeName = keyof typeof notices;
export type Payload<N extends RequestName> = z.output<(typeof requests)[N]['payload']>;
export type AnswerValue<N extends RequestName> = z.output<(typeof requests)[N]['answer']>;
export type Answer<N extends RequestName> = Result<AnswerValue<N>, ProtocolError>;
export type Notice<N extends NoticeName> = z.output<(typeof notices)[N]['payload']>;

export type ClientToServerEvents = {
  [N in RequestName]: (
    payload: z.input<(typeof requests)[N]['payload']>,
    ack?: (answer: Answer<N>) => void,
  ) => void;
};
export type ServerToClientEvents = { [N in NoticeName]: (payload: Notice<N>) => void };

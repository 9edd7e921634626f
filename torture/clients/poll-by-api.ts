import { pollText } from '../../domain/poll.ts';
import type { RestClient } from '../../lib/rest-client.ts';
import type { Recorder } from '../recorder.ts';
import { beginRequest, type ChangeEnd, type PollIn, type Request } from './client.ts';
import type { Actor } from './workload.ts';

/** A poll that is to be asked. */
export interface PollToAsk {
  readonly question: string;
  readonly options: readonly string[];
  readonly isMultiple: boolean;
  readonly isAnonymous: boolean;
  readonly closesInSeconds?: number;
}

interface Asking {
  readonly eventId: string;
  /** The same in each repeat: it is one poll, for ever. */
  readonly clientMessageId: string;
  readonly poll: PollToAsk;
}

/** What people do with polls by the API, each with one request, recorded as their client's own. */
export class PollByApi {
  readonly #recorder: Recorder;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** A poll is a message, and so is asking it in the history; its id once it is stored. */
  async ask(
    actor: Actor,
    { eventId, clientMessageId, poll }: Asking,
  ): Promise<Exclude<ChangeEnd, 'done'> | { readonly messageId: string }> {
    const { options, isMultiple, isAnonymous, closesInSeconds } = poll;
    const closing = closesInSeconds !== undefined && { closesInSeconds };
    const asked = { options: options.length, isMultiple, isAnonymous, ...closing };
    const request = this.#begin(actor, 'send', eventId, {
      clientMessageId,
      content: pollText(poll),
      poll: asked,
    });
    const answer = await actor.rest.createPoll(eventId, {
      ...poll,
      options: [...options],
      clientMessageId,
    });
    if (!answer.ok) return refused(request, answer.error);
    const { id: messageId, seq, duplicate } = answer.value;
    request.ok({ messageId, seq, duplicate });
    return { messageId };
  }

  vote(actor: Actor, { eventId, messageId }: PollIn, choices: readonly number[]) {
    const request = this.#begin(actor, 'vote', eventId, { messageId, choices });
    return settled(request, actor.rest.vote(eventId, messageId, choices));
  }

  close(actor: Actor, { eventId, messageId }: PollIn): Promise<ChangeEnd> {
    const request = this.#begin(actor, 'close-poll', eventId, { messageId });
    return settled(request, actor.rest.closePoll(eventId, messageId));
  }

  /** Asks who chose an option. */
  async look({ client, rest }: Actor, { eventId, messageId }: PollIn, option: number) {
    const answer = await rest.listVoters(eventId, messageId, option);
    const people = answer.ok ? answer.value.people.map(({ userId }) => userId) : [];
    const why = answer.ok ? {} : { code: answer.error.code };
    const of = { client: client.name, eventId, messageId, option };
    this.#recorder.write({ type: 'listed-voters', ...of, people, ...why });
  }

  #begin(
    { client }: Actor,
    does: 'send' | 'vote' | 'close-poll',
    eventId: string,
    more: Partial<Asked>,
  ): Request {
    const by = { client: client.name, author: client.person.id, via: 'api' };
    return beginRequest(this.#recorder, { does, eventId, ...by, ...more });
  }
}

type Asked = Pick<
  Parameters<typeof beginRequest>[1],
  'clientMessageId' | 'content' | 'messageId' | 'choices' | 'poll'
>;

interface Refusal {
  readonly code: string;
  readonly retryable: boolean;
}

async function settled(
  request: Request,
  asked: ReturnType<RestClient['vote' | 'closePoll']>,
): Promise<ChangeEnd> {
  const answer = await asked;
  if (!answer.ok) return refused(request, answer.error);
  request.ok({ seq: answer.value.seq });
  return 'done';
}

/** A session that was ended has been followed by another one. */
function refused(request: Request, { code, retryable }: Refusal): 'refused' | 'unknown' {
  request.refused(code);
  return retryable || code === 'unauthenticated' ? 'unknown' : 'refused';
}

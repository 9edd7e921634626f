import { v4 } from 'uuid';

import { ANSWER_CHANNEL, listen } from '../../db/listen.ts';
import type { RoomPresent } from '../../domain/presence.ts';
import { refusal, type ProtocolError } from '../../protocol/errors.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import type { Hint } from '../server/bus/hints.ts';
import { readPresentAnswer, type PresentAnswer } from '../server/bus/present-answer.ts';

export interface PresenceAskerOptions {
  readonly databaseUrl: string;
  /** Tells the nodes. */
  readonly tell: (hint: Hint) => void;
  /** How many nodes there are now. */
  readonly countNodes: () => Promise<number>;
}

export interface PresenceAsker extends AsyncDisposable {
  /** Who is in a room on all nodes. Questions about one room at the same time are one. */
  readonly ask: (eventId: string) => Promise<Result<RoomPresent, ProtocolError>>;
}

/** Longer than a node waits for what it lacks. */
const ANSWER_MS = 3_000;

const nobody: RoomPresent = { online: 0, people: [] };

const unavailable = refusal(
  'unavailable',
  'Who is here could not be found out. Try again in a moment.',
  1_000,
);

interface Question {
  missing: number;
  readonly end: (present: Result<RoomPresent, ProtocolError>) => void;
}

/**
 * Asks the nodes who is in a room, for a process that is none. The first node where somebody is in the room knows all
 * of them; where none has anybody, nobody is there. A connection of its own listens for the answers, from the first
 * question on. Costs one small query, a hint, and an answer from each node; nothing is stored.
 */
export function createPresenceAsker(options: PresenceAskerOptions): PresenceAsker {
  const { tell, countNodes } = options;
  const questions = new Map<string, Question>();
  const asking = new Map<string, Promise<Result<RoomPresent, ProtocolError>>>();
  let ear: Ear | null = null;

  const hear = (text: string): void => {
    const answer = readPresentAnswer(text);
    const question = answer && questions.get(answer.ask);
    if (answer && question) settle(question, answer);
  };

  const ask = async (eventId: string): Promise<Result<RoomPresent, ProtocolError>> => {
    ear ??= openEar(options.databaseUrl, hear);
    const [isListening, nodes] = await Promise.all([ear.isListening(ANSWER_MS), countNodes()]);
    if (!isListening) return fail(unavailable);
    if (nodes === 0) return ok(nobody);
    const id = v4();
    try {
      return await new Promise((end) => {
        // A node that does not answer may have died a moment ago; none that does is a trouble of ours.
        const giveUp = (): void =>
          end((questions.get(id)?.missing ?? nodes) < nodes ? ok(nobody) : fail(unavailable));
        const timer = setTimeout(giveUp, ANSWER_MS);
        questions.set(id, {
          missing: nodes,
          end: (present) => {
            clearTimeout(timer);
            end(present);
          },
        });
        tell({ is: 'ask-present', eventId, ask: id });
      });
    } finally {
      questions.delete(id);
    }
  };

  return {
    ask(eventId) {
      const known = asking.get(eventId);
      if (known !== undefined) return known;
      const asked = ask(eventId).finally(() => asking.delete(eventId));
      asking.set(eventId, asked);
      return asked;
    },
    async [Symbol.asyncDispose]() {
      for (const { end } of questions.values()) end(fail(unavailable));
      await ear?.[Symbol.asyncDispose]();
    },
  };
}

function settle(question: Question, { isInside, present }: PresentAnswer): void {
  question.missing -= 1;
  if (isInside) question.end(ok(present));
  else if (question.missing <= 0) question.end(ok(nobody));
}

interface Ear extends AsyncDisposable {
  /** Resolves once it listens, or after this long with false. */
  readonly isListening: (withinMs: number) => Promise<boolean>;
}

function openEar(url: string, onText: (text: string) => void): Ear {
  let isThere = false;
  const waiting = new Set<() => void>();
  const listening = listen({
    url,
    channels: [ANSWER_CHANNEL],
    isNode: false,
    onNotification: (_, text) => onText(text),
    onHealth(isHealthy) {
      isThere = isHealthy;
      if (isHealthy) waiting.forEach((resolve) => resolve());
    },
    onOthers: () => {},
    // It is made again; who asks meanwhile is told to try again.
    onError: () => {},
  });
  return {
    isListening(withinMs) {
      if (isThere) return Promise.resolve(true);
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve(isThere);
        };
        const timer = setTimeout(done, withinMs);
        waiting.add(done);
      });
    },
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

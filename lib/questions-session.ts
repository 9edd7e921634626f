import type { ProtocolError } from '../protocol/errors.ts';
import type { Answer, NextQuestionState } from '../protocol/wire.ts';
import { newId } from './new-id.ts';
import {
  boardAfter,
  toBoard,
  toShown,
  type BoardInput,
  type QuestionBoard,
  type ShownQuestions,
} from './question-board.ts';
import type { SocketClient } from './socket-client.ts';

export interface QuestionsState {
  /** `null` until they were read. */
  readonly shown: ShownQuestions | null;
  readonly isModerating: boolean;
  readonly approvesQuestions: boolean;
  /** Why they could not be read. */
  readonly refusal: ProtocolError | null;
}

/** The questions of one event, live. */
export interface QuestionsSession {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => QuestionsState;
  /** Follows what is told, until the returned function is called. */
  readonly open: () => () => void;
  /** Reads the list. Call when the room was joined, and each time that it was joined anew: what came between is in it. */
  readonly load: () => Promise<void>;
  readonly ask: (content: string) => Promise<Answer<'ask-question'>>;
  /** Shows at once, and goes again where it is refused. */
  readonly vote: (questionId: string, on: boolean) => Promise<Answer<'vote-question'>>;
  readonly setState: (
    questionId: string,
    state: NextQuestionState,
  ) => Promise<Answer<'set-question-state'>>;
}

const EMPTY: QuestionsState = {
  shown: null,
  isModerating: false,
  approvesQuestions: false,
  refusal: null,
};

const toState = (board: QuestionBoard | null, refusal: ProtocolError | null): QuestionsState => {
  if (board === null) return { ...EMPTY, refusal };
  const { isModerating, approvesQuestions } = board;
  return { shown: toShown(board), isModerating, approvesQuestions, refusal };
};

/** More than comes while a list is read. */
const HELD_MAX = 500;

/** Does nothing before `open`. */
export function createQuestionsSession(client: SocketClient, eventId: string): QuestionsSession {
  const listeners = new Set<() => void>();
  let board: QuestionBoard | null = null;
  let state = EMPTY;
  /** What came while a list is read: the list may be older. */
  let held: BoardInput[] | null = null;

  const show = (refusal: ProtocolError | null): void => {
    state = toState(board, refusal);
    for (const listener of listeners) listener();
  };
  const apply = (input: BoardInput): void => {
    if (held !== null && held.length < HELD_MAX) held.push(input);
    if (board === null) return;
    const next = boardAfter(board, input);
    if (next === board) return;
    board = next;
    show(null);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: () => state,
    open: () => follow(client, eventId, apply),
    async load() {
      const mine: BoardInput[] = [];
      held = mine;
      const answer = await client.listQuestions(eventId);
      // A later one has begun meanwhile.
      if (held !== mine) return;
      held = null;
      if (!answer.ok) return show(answer.error);
      board = mine.reduce(boardAfter, toBoard(answer.value, board));
      show(null);
    },
    ask: (content) => client.askQuestion(eventId, { content, clientQuestionId: newId() }),
    async vote(questionId, on) {
      apply({ type: 'cast', questionId, on, seq: null });
      const answer = await client.voteQuestion(eventId, questionId, on);
      apply({ type: 'cast', questionId, on, seq: answer.ok ? answer.value.seq : undefined });
      return answer;
    },
    setState: (questionId, next) => client.setQuestionState(eventId, questionId, next),
  };
}

function follow(
  client: SocketClient,
  eventId: string,
  apply: (input: BoardInput) => void,
): () => void {
  const isOurs = (notice: { readonly eventId: string }): boolean => notice.eventId === eventId;
  const stops = [
    client.on('question-changed', (notice) => {
      if (isOurs(notice)) apply({ type: 'changed', notice });
    }),
    client.on('question-votes', (notice) => {
      if (isOurs(notice)) apply({ type: 'votes', notice });
    }),
    client.on('question-waiting', (notice) => {
      if (isOurs(notice)) apply({ type: 'waiting', notice });
    }),
    client.on('question-vote-changed', (notice) => {
      if (isOurs(notice)) apply({ type: 'own-vote', notice });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

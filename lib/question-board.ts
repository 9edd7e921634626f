import type {
  AskedQuestion,
  Notice,
  Question,
  QuestionList,
  QuestionState,
} from '../protocol/wire.ts';

interface Known extends AskedQuestion {
  readonly questionId: string;
  readonly state: QuestionState;
  /** The entry that it has its state from: of two the later one counts. */
  readonly seq: number;
}

/** Something that is true from a place of the log on. */
interface At<Value> {
  readonly value: Value;
  readonly seq: number;
}

/** What one has just said of a question, which its sum may not have yet; `seq`: where it will. */
interface Casting {
  readonly on: boolean;
  readonly seq: number | null;
}

/** The questions of one event as a client knows them. */
export interface QuestionBoard {
  /** What is at or before this place was in the list. */
  readonly seq: number;
  readonly isModerating: boolean;
  readonly approvesQuestions: boolean;
  /** Dismissed ones too, so that what comes late does not bring them back. */
  readonly known: ReadonlyMap<string, Known>;
  readonly sums: ReadonlyMap<string, At<number>>;
  /** What one wants answered. */
  readonly own: ReadonlyMap<string, At<boolean>>;
  readonly casting: ReadonlyMap<string, Casting>;
}

export type BoardInput =
  | { readonly type: 'changed'; readonly notice: Notice<'question-changed'> }
  | { readonly type: 'votes'; readonly notice: Notice<'question-votes'> }
  | { readonly type: 'waiting'; readonly notice: Notice<'question-waiting'> }
  | { readonly type: 'own-vote'; readonly notice: Notice<'question-vote-changed'> }
  /** One has pressed; `seq`: where the log has it, `null`: not known yet, `undefined`: nothing came of it. */
  | {
      readonly type: 'cast';
      readonly questionId: string;
      readonly on: boolean;
      readonly seq: number | null | undefined;
    };

/** The board that a list says. */
export function toBoard(list: QuestionList, before: QuestionBoard | null): QuestionBoard {
  const { seq, isModerating, approvesQuestions, questions } = list;
  return {
    seq,
    isModerating,
    approvesQuestions,
    known: new Map(questions.map((each) => [each.questionId, toKnown(each)])),
    sums: new Map(questions.map(({ questionId, votes }) => [questionId, { value: votes, seq }])),
    own: new Map(
      questions.map(({ questionId, own }) => [questionId, { value: own === true, seq }]),
    ),
    casting: withoutReached(before?.casting ?? new Map(), () => seq),
  };
}

/** The board after something that was told, or that one did. What is known already changes nothing. */
export function boardAfter(board: QuestionBoard, input: BoardInput): QuestionBoard {
  switch (input.type) {
    case 'changed':
      return changed(board, input.notice);
    case 'votes':
      return withSums(board, input.notice);
    case 'waiting':
      return withKnown(board, toKnown(input.notice.question));
    case 'own-vote': {
      const { questionId, on, seq } = input.notice;
      if (seq <= (board.own.get(questionId)?.seq ?? board.seq)) return board;
      return { ...board, own: new Map(board.own).set(questionId, { value: on, seq }) };
    }
    case 'cast':
      return withCast(board, input);
  }
}

function changed(board: QuestionBoard, notice: Notice<'question-changed'>): QuestionBoard {
  const { questionId, state, asked, answeredId, seq = 0 } = notice;
  if (seq <= board.seq) return board;
  const words = asked ?? board.known.get(questionId);
  const next = words === undefined ? board : withKnown(board, { ...words, questionId, state, seq });
  const answered = answeredId === undefined ? undefined : next.known.get(answeredId);
  return answered === undefined ? next : withKnown(next, { ...answered, state: 'answered', seq });
}

function withSums(
  board: QuestionBoard,
  { votes, seq = 0 }: Notice<'question-votes'>,
): QuestionBoard {
  const news = votes.filter(
    ({ questionId }) => seq > (board.sums.get(questionId)?.seq ?? board.seq),
  );
  if (news.length === 0) return board;
  const sums = new Map(board.sums);
  for (const { questionId, votes: value } of news) sums.set(questionId, { value, seq });
  const casting = withoutReached(board.casting, (id) => sums.get(id)?.seq ?? 0);
  return { ...board, sums, casting };
}

function withCast(
  board: QuestionBoard,
  { questionId, on, seq }: Extract<BoardInput, { readonly type: 'cast' }>,
): QuestionBoard {
  const casting = new Map(board.casting);
  if (seq === undefined) casting.delete(questionId);
  else casting.set(questionId, { on, seq });
  if (seq == null) return { ...board, casting };
  const isNewest = seq > (board.own.get(questionId)?.seq ?? 0);
  const own = isNewest ? new Map(board.own).set(questionId, { value: on, seq }) : board.own;
  const reached = withoutReached(casting, (id) => board.sums.get(id)?.seq ?? 0);
  return { ...board, own, casting: reached };
}

const withoutReached = (
  casting: QuestionBoard['casting'],
  sumAt: (questionId: string) => number,
): QuestionBoard['casting'] =>
  new Map([...casting].filter(([id, { seq }]) => seq === null || seq > sumAt(id)));

const withKnown = (board: QuestionBoard, next: Known): QuestionBoard => {
  const { questionId, seq } = next;
  if (seq <= (board.known.get(questionId)?.seq ?? 0)) return board;
  return { ...board, known: new Map(board.known).set(questionId, next) };
};

const toKnown = ({ votes: _votes, own: _own, ...known }: Question): Known => known;

/** A question as it is shown. */
export interface ShownQuestion extends Known {
  readonly votes: number;
  readonly isWanted: boolean;
}

export interface ShownQuestions {
  readonly onStage: ShownQuestion | null;
  /** Most wanted first; of those that are wanted equally, the oldest. */
  readonly open: readonly ShownQuestion[];
  /** The oldest first. */
  readonly pending: readonly ShownQuestion[];
  /** Last answered first. */
  readonly answered: readonly ShownQuestion[];
}

/** What a board shows, in the order in which it is read. */
export function toShown(board: QuestionBoard): ShownQuestions {
  const all = [...board.known.values()].map((known) => shownOf(board, known));
  const of = (state: QuestionState) => all.filter((each) => each.state === state);
  return {
    onStage: of('on-stage')[0] ?? null,
    open: of('approved').toSorted((a, b) => b.votes - a.votes || byAge(a, b)),
    pending: of('pending').toSorted(byAge),
    answered: of('answered').toSorted((a, b) => b.seq - a.seq),
  };
}

const byAge = (a: ShownQuestion, b: ShownQuestion): number =>
  Date.parse(a.askedAt) - Date.parse(b.askedAt) || (a.questionId < b.questionId ? -1 : 1);

function shownOf({ sums, own, casting }: QuestionBoard, known: Known): ShownQuestion {
  const { questionId } = known;
  const counted = sums.get(questionId)?.value ?? 0;
  const wanted = own.get(questionId)?.value ?? false;
  const cast = casting.get(questionId);
  if (cast === undefined) return { ...known, votes: counted, isWanted: wanted };
  return { ...known, votes: Math.max(0, counted + (cast.on ? 1 : -1)), isWanted: cast.on };
}

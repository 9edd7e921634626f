import type { RequestLine } from '../history.ts';

type Turn = 'in' | 'out';

interface Asked {
  readonly op: number;
  readonly turn: Turn;
  /** Whether nothing to the contrary was under way since it was asked for. */
  isSure: boolean;
  /** Whether it ended without an answer. */
  isUnknown: boolean;
}

interface Person {
  /** Requests that may take effect yet. */
  open: Asked[];
  inSince: number;
  outSince: number;
}

/**
 * Who surely takes part in what, by what was acknowledged: nothing is sure while the contrary is under way, or was when
 * it was asked for. A request without an answer may take effect until one like it that was asked for later is answered.
 */
export class TakingPart {
  readonly #people = new Map<string, Person>();

  request({ type, does, op, author, target = author, eventId, at }: RequestLine): void {
    const turn = turnOf(does);
    if (turn === null) return;
    const key = `${target} ${eventId}`;
    const person = this.#people.get(key) ?? { open: [], inSince: Infinity, outSince: Infinity };
    this.#people.set(key, person);
    if (type === 'invoke') begin(person, { op, turn });
    else if (type === 'ok') end(person, { op, turn, at });
    else if (type === 'fail') person.open = person.open.filter((asked) => asked.op !== op);
    else for (const asked of person.open) asked.isUnknown ||= asked.op === op;
  }

  /** Whether they did all the time from then on. */
  wasIn(person: string, eventId: string, since: number): boolean {
    return (this.#people.get(`${person} ${eventId}`)?.inSince ?? Infinity) < since;
  }

  /** Whether they had left, or were put out, and did not all the time from then on. */
  hadLeft(person: string, eventId: string, since: number): boolean {
    return (this.#people.get(`${person} ${eventId}`)?.outSince ?? Infinity) < since;
  }

  /** Whether they did not, all the time from then on: who never did, did not. */
  wasOut(person: string, eventId: string, since: number): boolean {
    return !this.#people.has(`${person} ${eventId}`) || this.hadLeft(person, eventId, since);
  }
}

function turnOf(does: RequestLine['does']): Turn | null {
  if (does === 'attend') return 'in';
  return does === 'quit' || does === 'remove' ? 'out' : null;
}

function begin(person: Person, { op, turn }: Pick<Asked, 'op' | 'turn'>): void {
  const others = person.open.filter((asked) => asked.turn !== turn);
  for (const other of others) other.isSure = false;
  person.open.push({ op, turn, isSure: others.length === 0, isUnknown: false });
  // It may take effect at once.
  if (turn === 'in') person.outSince = Infinity;
  else person.inSince = Infinity;
}

function end(person: Person, { op, turn, at }: { op: number; turn: Turn; at: number }): void {
  // A history need not say when somebody asked.
  const isSure = person.open.find((asked) => asked.op === op)?.isSure ?? true;
  const isSettled = (asked: Asked): boolean =>
    asked.op === op || (asked.isUnknown && asked.turn === turn && asked.op < op);
  person.open = person.open.filter((asked) => !isSettled(asked));
  if (turn === 'in') person.outSince = Infinity;
  else person.inSince = Infinity;
  if (!isSure) return;
  if (turn === 'in') person.inSince = Math.min(person.inSince, at);
  else person.outSince = Math.min(person.outSince, at);
}

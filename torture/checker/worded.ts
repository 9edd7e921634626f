import type { RequestLine } from '../history.ts';
import { wordIn } from '../words.ts';

/** A text that somebody asked for, by sending it or as an edit. */
interface Wording {
  readonly content: string;
  readonly askedAt: number;
  /** When somebody was told that it is stored, and where; infinite until then, and where nobody knows. */
  readonly ackedAt: number;
  readonly seq: number;
}

export interface WordedMessage {
  readonly messageId: string;
  readonly eventId: string;
  /** By request. */
  readonly wordings: Map<number, Wording>;
  /** When somebody first asked to delete it, and was first told that it is. */
  goneAskedAt: number;
  goneAt: number;
}

/** What messages said when, as far as acknowledgements tell. Grows with messages and edits. */
export class Worded {
  readonly #sends = new Map<number, Wording>();
  readonly #messages = new Map<string, WordedMessage>();
  readonly #byWord = new Map<string, WordedMessage>();

  add(line: RequestLine): void {
    if (line.does === 'send') return this.#send(line);
    const message = this.#messages.get(line.messageId ?? '');
    if (message === undefined) return;
    if (line.does === 'edit') this.#edit(line, message);
    if (line.does === 'delete') remove(line, message);
  }

  of(messageId: string): WordedMessage | undefined {
    return this.#messages.get(messageId);
  }

  /** The message that has, had or was to have a text with this word. */
  withWord(word: string): WordedMessage | undefined {
    return this.#byWord.get(word);
  }

  #send({ type, op, at, content = '', messageId, eventId, seq = Infinity }: RequestLine): void {
    const sent = this.#sends.get(op);
    if (type === 'invoke') {
      const [ackedAt, seqOf] = [Infinity, Infinity];
      this.#sends.set(op, { content, askedAt: at, ackedAt, seq: seqOf });
    } else this.#sends.delete(op);
    if (type !== 'ok' || messageId === undefined || sent === undefined) return;
    // A repeat, or an answer whose message is known already.
    if (this.#messages.has(messageId)) return;
    const wordings = new Map([[op, { ...sent, ackedAt: at, seq }]]);
    const never = { goneAskedAt: Infinity, goneAt: Infinity };
    const message = { messageId, eventId, wordings, ...never };
    this.#messages.set(messageId, message);
    this.#know(sent.content, message);
  }

  #edit({ type, op, at, content = '', seq }: RequestLine, message: WordedMessage): void {
    const { wordings } = message;
    const known = wordings.get(op);
    if (type === 'invoke') {
      wordings.set(op, { content, askedAt: at, ackedAt: Infinity, seq: Infinity });
      this.#know(content, message);
      return;
    }
    // Where the answer names no place, it said so already, by another request.
    if (type === 'fail' || (type === 'ok' && seq === undefined)) wordings.delete(op);
    else if (type === 'ok' && known !== undefined) {
      wordings.set(op, { ...known, ackedAt: at, seq: seq ?? Infinity });
    }
  }

  #know(content: string, message: WordedMessage): void {
    const word = wordIn(content);
    if (word !== undefined) this.#byWord.set(word, message);
  }
}

function remove({ type, at }: RequestLine, message: WordedMessage): void {
  if (type === 'invoke') message.goneAskedAt = Math.min(message.goneAskedAt, at);
  if (type === 'ok') message.goneAt = Math.min(message.goneAt, at);
}

/** Whether, as somebody had been told before a time, the message says something else than this, for good. */
export function isOverBefore(message: WordedMessage, content: string, time: number): boolean {
  const wordings = [...message.wordings.values()];
  const last = Math.max(...seqsOf(wordings.filter((wording) => wording.content === content)));
  const known = wordings.filter(({ ackedAt, seq }) => ackedAt < time && seq < Infinity);
  return Math.max(...seqsOf(known)) > last;
}

/** Whether the message surely said this, and stood, from a time on up to now. */
export function saidSince(message: WordedMessage, content: string, time: number): boolean {
  if (message.goneAskedAt < Infinity) return false;
  const wordings = [...message.wordings.values()];
  const [same, others] = [
    wordings.filter((wording) => wording.content === content),
    wordings.filter((wording) => wording.content !== content),
  ];
  const known = same.filter(({ ackedAt, seq }) => ackedAt < time && seq < Infinity);
  return known.length > 0 && Math.max(...seqsOf(others)) < Math.max(...seqsOf(known));
}

const seqsOf = (wordings: readonly Wording[]): readonly number[] => wordings.map(({ seq }) => seq);

import type { RequestLine } from '../history.ts';

/** What one message was ever to say, as it was asked for. */
interface MessageTexts {
  /** As it was sent; unknown until a send is acknowledged with its id. */
  sent: string | null;
  /** What the first reader saw, before that. */
  assumed: string | null;
  readonly edits: Set<string>;
  /** When somebody first asked to delete it, and was first told that it is; infinite until then. */
  goneAskedAt: number;
  goneAt: number;
}

/** Which texts each message was given by requests, and when it was to be deleted. Grows with messages and edits. */
export class Texts {
  readonly #messages = new Map<string, MessageTexts>();
  readonly #sends = new Map<number, string>();

  add(line: RequestLine): void {
    if (line.does === 'send') this.#send(line);
    else if (line.messageId === undefined) return;
    else if (line.does === 'edit' && line.type === 'invoke') {
      this.#of(line.messageId).edits.add(line.content ?? '');
    } else if (line.does === 'delete') this.#delete(line, this.#of(line.messageId));
  }

  /** Whether the message was to say this when it was sent; the first text that is seen of it decides where nobody knows. */
  isSent(messageId: string, content: string): boolean {
    const texts = this.#of(messageId);
    if (texts.sent === null) texts.assumed ??= content;
    return content === (texts.sent ?? texts.assumed);
  }

  /** Whether somebody asked to have it say this. */
  isEdit(messageId: string, content: string): boolean {
    return this.#messages.get(messageId)?.edits.has(content) ?? false;
  }

  /** When somebody first asked to delete it. */
  goneAskedAt(messageId: string): number {
    return this.#messages.get(messageId)?.goneAskedAt ?? Infinity;
  }

  /** When somebody was first told that it is deleted. */
  goneAt(messageId: string): number {
    return this.#messages.get(messageId)?.goneAt ?? Infinity;
  }

  /** Everything that it was ever to say. */
  all(messageId: string): readonly string[] {
    const texts = this.#messages.get(messageId);
    if (texts === undefined) return [];
    return [...(texts.sent === null ? [] : [texts.sent]), ...texts.edits];
  }

  /** Messages that were seen with another text than they turned out to have been sent with. */
  get misread(): readonly string[] {
    return [...this.#messages].flatMap(([id, { sent, assumed }]) =>
      sent !== null && assumed !== null && sent !== assumed ? [id] : [],
    );
  }

  #send({ type, op, content = '', messageId }: RequestLine): void {
    if (type === 'invoke') return void this.#sends.set(op, content);
    if (type === 'ok' && messageId !== undefined) {
      this.#of(messageId).sent ??= this.#sends.get(op) ?? null;
    }
    this.#sends.delete(op);
  }

  #delete({ type, at }: RequestLine, texts: MessageTexts): void {
    if (type === 'invoke') texts.goneAskedAt = Math.min(texts.goneAskedAt, at);
    if (type === 'ok') texts.goneAt = Math.min(texts.goneAt, at);
  }

  #of(messageId: string): MessageTexts {
    const known = this.#messages.get(messageId);
    if (known !== undefined) return known;
    const made: MessageTexts = {
      sent: null,
      assumed: null,
      edits: new Set(),
      goneAskedAt: Infinity,
      goneAt: Infinity,
    };
    this.#messages.set(messageId, made);
    return made;
  }
}

import type { FinalLog, ShowsLine } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import type { Texts } from './texts.ts';

export interface ShowingOptions {
  readonly court: Court;
  readonly logs: ReadonlyMap<string, CheckedLog>;
  readonly finals: readonly FinalLog[];
  readonly texts: Texts;
}

/**
 * What rooms of ours show. K5: a message changes only as the log changes it, forwards; and in the end it is shown as
 * the database has it. K10: what was taken off the screen never comes back to it.
 */
export class Showing {
  readonly #options: ShowingOptions;
  readonly #current: ReadonlyMap<string, string>;
  forked = 0;
  unexpected = 0;

  constructor(options: ShowingOptions) {
    this.#options = options;
    const messages = options.finals.flatMap((log) => log.messages);
    this.#current = new Map(messages.map(({ id, content }) => [id, content]));
  }

  add(line: ShowsLine): void {
    if (line.before === undefined) this.#checkEnd(line);
    else if (line.before === '') this.#checkGone(line);
    else this.#checkStep(line, line.before);
  }

  #checkEnd(line: ShowsLine): void {
    const current = this.#current.get(line.messageId);
    const what = `in the end ${line.client} shows a message otherwise than the database has it: ${line.messageId}`;
    this.#check5(line, line.content === current, what);
  }

  #checkGone(line: ShowsLine): void {
    const what = `${line.client} shows a text again that it had taken off the screen: ${line.messageId}`;
    const is = this.#options.court.check('K10', line.content === '', () => violationOf(line, what));
    if (!is) this.unexpected += 1;
  }

  #checkStep(line: ShowsLine, before: string): void {
    const { eventId, messageId, content, client } = line;
    const state = this.#options.logs.get(eventId)?.stateOf(messageId);
    const what = `${client} shows ${messageId} otherwise than before, and not as the log went on`;
    if (state === undefined) return this.#check5(line, false, what);
    if (state.deletedAt !== null) {
      return this.#check5(line, content === '' || this.#wasToSay(messageId, content), what);
    }
    const isForwards = state.texts.indexOf(before) < state.texts.lastIndexOf(content);
    this.#check5(line, isForwards && state.texts.includes(before), what);
  }

  #wasToSay(messageId: string, content: string): boolean {
    const { texts } = this.#options;
    return texts.isEdit(messageId, content) || texts.isSent(messageId, content);
  }

  #check5(line: ShowsLine, is: boolean, what: string): void {
    if (!this.#options.court.check('K5', is, () => violationOf(line, what))) this.forked += 1;
  }
}

const violationOf = ({ at, client, eventId }: ShowsLine, what: string) => ({
  what,
  at,
  client,
  eventId,
});

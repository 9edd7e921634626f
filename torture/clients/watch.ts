import type { ClientKind, EntryKind, ShowsPollsLine, StandsLine } from '../history.ts';
import type { ReplyTo } from '../../protocol/wire.ts';
import type { Recorder } from '../recorder.ts';

interface Owner {
  readonly client: string;
  readonly kind: ClientKind;
  readonly person: string;
  readonly eventId: string;
}

/** An entry as a client got it. */
export interface Entry {
  readonly seq: number;
  readonly after?: number | undefined;
  readonly kind: EntryKind;
  readonly messageId?: string | undefined;
  readonly author?: string | undefined;
  readonly content?: string | undefined;
  readonly replyTo?: ReplyTo | undefined;
  readonly mentions?: readonly string[] | undefined;
}

/** What one client saw of one room, and from where on it answers for having seen all. */
export class Watch {
  readonly #recorder: Recorder;
  readonly #owner: Owner;
  #epoch = '';
  #last = 0;
  #isOpen = false;
  #isAbandoned = false;

  constructor(recorder: Recorder, owner: Owner) {
    this.#recorder = recorder;
    this.#owner = owner;
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#isAbandoned;
  }

  /** The furthest entry seen, or where the span began. */
  get last(): number {
    return this.#last;
  }

  /** The room shows a message otherwise than before, or, without a `before`, in the end. */
  show(message: {
    readonly messageId: string;
    readonly content: string;
    readonly before?: string;
    readonly replyTo?: ReplyTo | undefined;
    readonly mentions?: readonly string[] | undefined;
    readonly reactions?: [string, number, boolean][];
  }): void {
    const { client, eventId } = this.#owner;
    this.#recorder.write({ type: 'shows', client, eventId, ...message });
  }

  /** What the room shows as pinned in the end. */
  showPins(messageIds: readonly string[]): void {
    const { client, eventId } = this.#owner;
    this.#recorder.write({ type: 'shows-pins', client, eventId, messageIds: [...messageIds] });
  }

  /** What the polls that the room shows add up to in the end. */
  showPolls(polls: ShowsPollsLine['polls']): void {
    const { client, person, eventId } = this.#owner;
    this.#recorder.write({ type: 'shows-polls', client, person, eventId, polls });
  }

  /** What the room shows as announced in the end. */
  showAnnouncements(
    announcements: readonly { readonly announcementId: string; readonly content: string }[],
  ): void {
    const { client, eventId } = this.#owner;
    const shown = announcements.map(({ announcementId, content }) => ({ announcementId, content }));
    const line = { client, eventId, announcements: shown };
    this.#recorder.write({ type: 'shows-announcements', ...line });
  }

  /** Where its person stands in the room in the end. */
  stand(
    standing: Pick<StandsLine, 'role' | 'isMuted' | 'isFrozen' | 'slowSeconds' | 'readSeq'>,
  ): void {
    const { client, person, eventId } = this.#owner;
    this.#recorder.write({ type: 'stands', client, person, eventId, ...standing });
  }

  begin(seq: number, epoch: string, connection: number): void {
    this.#isOpen = true;
    this.#isAbandoned = false;
    this.#epoch = epoch;
    this.#last = seq;
    this.#edge('from', seq, connection);
  }

  see(entry: Entry, connection: number): void {
    const { client, eventId } = this.#owner;
    this.#last = Math.max(this.#last, entry.seq);
    this.#recorder.write({ type: 'seen', client, connection, eventId, ...entry });
  }

  /** Nothing after the last entry seen is owed. */
  end(connection: number): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#edge('until', this.#last, connection);
  }

  /** The participation ended: the log says where the span does, unless the connection had ended before. */
  abandon(): void {
    this.#isAbandoned = true;
  }

  /** Told to read anew: goes on after `seq`. */
  resync(seq: number, epoch: string, connection: number): void {
    this.#epoch = epoch;
    this.#last = Math.max(seq, epoch === this.#epoch ? this.#last : 0);
    this.#edge('resync', seq, connection);
  }

  #edge(edge: 'from' | 'until' | 'resync', seq: number, connection: number): void {
    const { client, kind, person, eventId } = this.#owner;
    this.#recorder.write({
      type: 'watch',
      client,
      kind,
      person,
      connection,
      eventId,
      epoch: this.#epoch,
      edge,
      seq,
    });
  }
}

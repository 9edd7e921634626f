import type { EventRoomSession } from '../../lib/event-room-session.ts';
import type { EventRoomState } from '../../lib/event-room.ts';
import type { EventMessage } from '../../protocol/wire.ts';
import type { ShownPerson } from '../present.ts';
import type { ShowsPollsLine } from '../history.ts';
import { recorded } from './mentioning.ts';
import type { Watch } from './watch.ts';

type Shown = EventMessage & { readonly seq: number };

export interface SmartRoomOptions {
  readonly session: EventRoomSession;
  readonly watch: Watch;
  readonly ownUserId: string;
  readonly connection: () => number;
  /** What the newest page of this room's history said of its log. */
  readonly page: () => { readonly seq: number; readonly epoch: string };
}

/**
 * Records what one room of our own client shows, as it comes onto the screen.
 *
 * One's own messages at the end are looked at only when something stands behind them, or at a settled end: they are
 * shown from their acknowledgement on, and take their place in the log's order when that was read so far.
 */
export class SmartRoom {
  readonly session: EventRoomSession;
  readonly watch: Watch;
  readonly #options: SmartRoomOptions;
  readonly #close: () => void;
  #endVisit: () => void;
  readonly #unsubscribe: () => void;
  readonly #committed = new Set<number>();
  /** What was last recorded of each message, by its id. */
  readonly #texts = new Map<string, string>();
  #count = 0;
  #lastCommitted = 0;
  #isLoaded = false;
  /** The participation ended and began again: a new span is due. */
  #mustBegin = false;

  constructor(options: SmartRoomOptions) {
    this.#options = options;
    this.session = options.session;
    this.watch = options.watch;
    this.#close = this.session.open();
    this.#endVisit = this.session.visit();
    this.#unsubscribe = this.session.subscribe(() => this.#look(false));
  }

  /** Takes part again, after the participation had ended. */
  rejoin(): void {
    this.#mustBegin = true;
    this.session.rejoin();
    this.#look(false);
  }

  /** Whether it is in step, and shows the log's last message. */
  has(lastMessageSeq: number): boolean {
    this.#look(true);
    const state = this.session.getSnapshot();
    if (state.status !== 'live' || !this.watch.isOpen) return false;
    return this.watch.last >= lastMessageSeq && this.#hasRead(lastMessageSeq, state.readSeq);
  }

  /** Whether the server knows that all was read; what was marked as unread is come back for. */
  #hasRead(lastMessageSeq: number, readSeq: number | null): boolean {
    if (readSeq !== null && readSeq >= lastMessageSeq) return true;
    this.#endVisit();
    this.#endVisit = this.session.visit();
    this.session.markShown(lastMessageSeq);
    this.session.lookAway();
    return false;
  }

  /** Ends the span, and the watching. Others may have said something before one's own last messages that is not here yet. */
  end(): void {
    this.#look(false);
    this.watch.end(this.#options.connection());
    this.#unsubscribe();
    this.#endVisit();
    this.#close();
  }

  /** Whom it shows as being there; `null`: nobody by name. */
  people(): readonly ShownPerson[] | null {
    const state = this.session.getSnapshot();
    if (state.status === 'refused' || state.people === null) return null;
    return state.people.map(({ userId: person, isAway = false }) => ({ person, isAway }));
  }

  /** Records everything that it shows in the end. */
  tellAll(): void {
    const state = this.session.getSnapshot();
    if (state.status === 'refused' || !this.watch.isOpen) return;
    for (const { id, content, replyTo, mentions, reactions = [] } of messagesOf(state)) {
      const shown = reactions.map(
        ({ emoji, count, own }) => [emoji, count, own === true] as [string, number, boolean],
      );
      this.watch.show({
        messageId: id,
        content,
        replyTo,
        ...recorded(mentions),
        reactions: shown,
      });
    }
    this.watch.showPolls(messagesOf(state).flatMap(toShownPoll));
    this.watch.showPins(state.pins.map(({ messageId }) => messageId));
    this.watch.showAnnouncements(state.announcements);
    if (state.standing === null) return;
    const { role, isFrozen, slowSeconds, mutedUntil } = state.standing;
    const { readSeq } = state;
    const isMuted = mutedUntil !== null;
    const reading = readSeq !== null && { readSeq };
    this.watch.stand({ role, isFrozen, slowSeconds, isMuted, ...reading });
  }

  #look(isSettled: boolean): void {
    const state = this.session.getSnapshot();
    if (state.status === 'refused') return;
    if (!state.isLoaded) {
      this.#isLoaded = false;
      return;
    }
    const shown = messagesOf(state);
    if (state.status === 'live') this.session.markShown(shown.at(-1)?.seq ?? 0);
    this.#place(shown);
    this.#compare(shown);
    const until = isSettled && state.status === 'live' ? shown.length : this.#settledPart(shown);
    this.#commit(shown.slice(0, until));
  }

  /** Begins a span, or goes on after a gap that the client was told to make. */
  #place(shown: readonly Shown[]): void {
    const { connection, page } = this.#options;
    const first = shown[0]?.seq ?? Infinity;
    // One's own alone may stand there before what others said earlier is read: then the page says where it begins.
    const isOwnAlone = this.#settledPart(shown) === 0;
    const base = isOwnAlone ? Math.min(page().seq, first - 1) : first - 1;
    const isAnew = !this.#isLoaded || (this.#count > 0 && base >= this.#lastCommitted + 1);
    this.#isLoaded = true;
    if (isAnew) this.#forget();
    if (!this.watch.isOpen) this.watch.begin(base, page().epoch, connection());
    else if (isAnew) this.watch.resync(base, page().epoch, connection());
    else if (this.#mustBegin) this.watch.begin(this.watch.last, page().epoch, connection());
    this.#mustBegin = false;
  }

  #forget(): void {
    this.#committed.clear();
    this.#texts.clear();
    this.#count = 0;
    this.#lastCommitted = 0;
  }

  /** Records which messages have another text than they had. */
  #compare(shown: readonly Shown[]): void {
    for (const { id, content } of shown) {
      const before = this.#texts.get(id);
      if (before === undefined || before === content) continue;
      this.#texts.set(id, content);
      this.watch.show({ messageId: id, content, before });
    }
  }

  /** Up to the last message of somebody else. */
  #settledPart(shown: readonly Shown[]): number {
    return shown.findLastIndex(({ userId }) => userId !== this.#options.ownUserId) + 1;
  }

  #commit(shown: readonly Shown[]): void {
    const isGrown = shown[this.#count - 1]?.seq === this.#lastCommitted || this.#count === 0;
    const fresh = (isGrown ? shown.slice(this.#count) : shown).filter(
      ({ seq }) => !this.#committed.has(seq),
    );
    for (const { seq, id, userId, content, replyTo, mentions } of fresh) {
      this.#committed.add(seq);
      this.#texts.set(id, content);
      this.watch.see(
        {
          seq,
          kind: 'message',
          messageId: id,
          author: userId,
          content,
          replyTo,
          ...recorded(mentions),
        },
        this.#options.connection(),
      );
    }
    if (shown.length < this.#count && isGrown) return;
    this.#count = shown.length;
    this.#lastCommitted = shown.at(-1)?.seq ?? 0;
  }
}

const messagesOf = ({
  timeline,
}: Extract<EventRoomState, { readonly isLoaded: boolean }>): readonly Shown[] =>
  timeline.flatMap((item) => (item.kind === 'sent' && hasSeq(item.message) ? [item.message] : []));

/** A poll as its room shows it. */
function toShownPoll({ id, poll }: Shown): ShowsPollsLine['polls'] {
  if (poll === undefined) return [];
  const { options, votes = options.map(() => 0), voters = 0, closedAt, own } = poll;
  const isClosed = closedAt !== undefined;
  return [{ messageId: id, votes, voters, isClosed, own: own?.choices ?? [] }];
}

const hasSeq = (message: EventMessage): message is Shown => message.seq !== undefined;

import type { ProtocolError } from '../protocol/errors.ts';
import { ok, type Result } from '../protocol/result.ts';
import { BatchFiles } from './attachments.ts';
import { BatchAnnouncements } from './batch-announcements.ts';
import { BatchPins } from './batch-pins.ts';
import { BatchPolls } from './batch-polls.ts';
import { BatchQuestions } from './batch-questions.ts';
import { BatchReactions } from './batch-reactions.ts';
import { decide } from './decide.ts';
import { afterEmptying, isEmptying, type Emptying } from './emptying.ts';
import type { Facts, Target, Unplaced, Verdict } from './facts.ts';
import { actorOf, targetOf } from './about-draft.ts';
import type { Draft, LogEntry, MessageDraft, Person } from './log.ts';
import type { StoredVote } from './poll-log.ts';
import type { Appended } from './ports.ts';
import { isOfQuestion, type NewQuestion, type StoredQuestionVote } from './question-log.ts';
import { may } from './rights.ts';
import { modeAfter, OPEN_MODE, type RoomMode } from './room-mode.ts';
import { newLinkOf, targetAfter, type ToPreview } from './target-after.ts';
import { SubjectsOfBatch } from './batch-subjects.ts';

/** Where an event's log stands while it is locked. */
export interface LockedHead {
  readonly seq: number;
  readonly lastAt: Date;
  readonly mode: RoomMode;
}

/** When somebody said something in slow mode. */
export interface SlowSaid {
  readonly eventId: string;
  readonly userId: string;
  readonly at: Date;
}

/** What is read for a draft; the mode is its log's. */
export type KnownFacts = Omit<Facts, 'mode'>;

export interface BatchInput {
  readonly drafts: readonly Draft[];
  /** What is true of each draft before the batch, in the same order. */
  readonly facts: readonly KnownFacts[];
  /** By event; an event that does not exist has none. */
  readonly heads: ReadonlyMap<string, LockedHead>;
}

export interface DecidedBatch {
  /** One a draft, in the same order. */
  readonly outcomes: readonly Result<Appended, ProtocolError>[];
  /** What is to be written, numbered. */
  readonly entries: readonly LogEntry[];
  /** People whom another back end vouches for, to be created or updated, each once. */
  readonly people: readonly Person[];
  /** What slow mode is to remember; empty where no room has it. */
  readonly slowSaid: readonly SlowSaid[];
  /** What was voted, in order: of one person in one poll the last one counts. */
  readonly votes: readonly StoredVote[];
  /** Questions that are to be stored, and who wants what answered, in order: of one person and question the last counts. */
  readonly asked: readonly NewQuestion[];
  readonly questionVotes: readonly StoredQuestionVote[];
  /** Messages of which the first link is to be looked at; empty where no event has previews. */
  readonly toPreview: readonly ToPreview[];
}

/**
 * Decides drafts one after the other, each by what is true after those before it:
 * the same as if each had been stored before the next one was looked at. Pure.
 */
export function decideBatch({ drafts, facts, heads }: BatchInput): DecidedBatch {
  const batch = new Batch(heads);
  const outcomes = drafts.map((draft, index) => {
    const known = facts[index];
    if (known === undefined) throw new Error('a draft without facts');
    return batch.add(draft, known);
  });
  const { entries, people, slowSaid, polls, questions, toPreview } = batch;
  const ofQuestions = { asked: questions.asked, questionVotes: questions.votes };
  const { votes } = polls;
  const decided = { outcomes, entries, slowSaid, votes, ...ofQuestions, toPreview };
  return { ...decided, people: [...people.values()] };
}

const NOTHING = {};

class Batch {
  readonly entries: LogEntry[] = [];
  readonly people = new Map<string, Person>();
  readonly slowSaid: SlowSaid[] = [];
  readonly polls = new BatchPolls();
  readonly questions = new BatchQuestions();
  readonly toPreview: ToPreview[] = [];
  readonly #seqs: Map<string, number>;
  readonly #lastAts: ReadonlyMap<string, LockedHead>;
  readonly #participations = new SubjectsOfBatch();
  readonly #modes = new Map<string, RoomMode>();
  readonly #earlier = new Map<string, LogEntry>();
  readonly #targets = new Map<string, Target>();
  readonly #emptyings: Emptying[] = [];
  readonly #reactions = new BatchReactions();
  readonly #pins = new BatchPins();
  readonly #files = new BatchFiles();
  readonly #announcements = new BatchAnnouncements();

  constructor(heads: ReadonlyMap<string, LockedHead>) {
    this.#lastAts = heads;
    this.#seqs = new Map([...heads].map(([eventId, { seq }]) => [eventId, seq]));
  }

  add(draft: Draft, facts: KnownFacts): Result<Appended, ProtocolError> {
    const known = this.#after(draft, facts);
    const verdict = decide(draft, known);
    if (!verdict.ok) return verdict;
    const person = vouchedFor(draft);
    if (person !== null) this.people.set(person.id, person);
    const appended = this.#place(verdict.value, known);
    if (appended.type === 'appended') this.#followUp(draft, known, appended);
    if (draft.kind === 'vote' && verdict.value.type === 'append' && appended.type !== 'unchanged')
      this.polls.count(draft, appended.entry);
    if (verdict.value.type === 'append' && appended.type !== 'unchanged')
      this.questions.follow(draft, known, appended.entry);
    return ok(appended);
  }

  #after(draft: Draft, facts: KnownFacts): Facts {
    const { account, participation, earlier, now } = facts;
    const { eventId } = draft;
    const head = this.#lastAts.get(eventId);
    const lastAt = head?.lastAt ?? now;
    return {
      ...facts,
      account: this.people.get(actorOf(draft)) ?? account,
      participation: this.#participations.get(eventId, actorOf(draft)) ?? participation,
      earlier: this.#asEmptied(this.#findEarlier(draft, earlier)),
      target: this.#findTarget(draft, facts.target),
      ...this.#afterOfKind(draft, facts),
      ...(facts.files !== undefined && { files: this.#files.after(facts.files) }),
      subject: this.#participations.subjectOf(draft, facts.subject, this.people),
      mode: this.#modes.get(eventId) ?? head?.mode ?? OPEN_MODE,
      now: now > lastAt ? now : lastAt,
    };
  }

  /** What is read for some kinds of drafts alone. */
  #afterOfKind(
    draft: Draft,
    facts: KnownFacts,
  ): Pick<Facts, 'reacting' | 'pinned' | 'polled' | 'mentioned' | 'announcements' | 'questioned'> {
    const { mentioned } = facts;
    if (mentioned !== undefined)
      return {
        mentioned: this.#participations.mentionedAfter(draft.eventId, mentioned, this.people),
      };
    if (draft.kind === 'reaction')
      return { reacting: this.#reactions.after(draft, facts.reacting) };
    if (draft.kind === 'announcement')
      return { announcements: this.#announcements.after(facts.announcements) };
    if (draft.kind === 'vote' || draft.kind === 'poll-closed')
      return { polled: this.polls.after(draft, facts.polled) };
    if (isOfQuestion(draft) && facts.questioned !== undefined)
      return { questioned: this.questions.after(draft, facts.questioned) };
    return draft.kind === 'pin'
      ? { pinned: this.#pins.after(draft.eventId, facts.pinned) }
      : NOTHING;
  }

  /** A message is found by its author's id for it first, then by ours; each of the batch or stored before. */
  #findEarlier(draft: Draft, stored: LogEntry | null): LogEntry | null {
    const { id, eventId } = draft;
    if (draft.kind !== 'message') {
      const change = id === undefined ? undefined : this.#earlier.get(keyOf('change', eventId, id));
      return change ?? stored;
    }
    const said = this.#findSaid(draft);
    if (said !== undefined) return said;
    return isSaidBefore(draft, stored) ? stored : (this.#earlier.get(draft.id) ?? stored);
  }

  #findTarget(draft: Draft, stored: Target | null): Target | null {
    const messageId = targetOf(draft);
    if (messageId === undefined) return stored;
    return this.#targets.get(keyOf(draft.eventId, messageId)) ?? stored;
  }

  #asEmptied(entry: LogEntry | null): LogEntry | null {
    if (entry === null) return null;
    const later = this.#emptyings.filter((each) => each !== entry && isAfter(each, entry));
    return later.reduce(afterEmptying, entry);
  }

  #findSaid({ eventId, author, clientMessageId }: MessageDraft): LogEntry | undefined {
    return clientMessageId === undefined
      ? undefined
      : this.#earlier.get(keyOf('said', eventId, author.id, clientMessageId));
  }

  // The table of all entries; each line is one call, so its number of branches is no complexity.
  // oxlint-disable-next-line complexity
  #place(verdict: Verdict, facts: Facts): Appended {
    if (verdict.type !== 'append') return verdict;
    const shared =
      this.polls.share(verdict.entry) ??
      this.questions.share(verdict.entry) ??
      this.#reactions.share(verdict.entry, this.#seqs.get(verdict.entry.eventId));
    if (shared !== null) return { type: 'duplicate', entry: shared };
    const entry = this.#number(verdict.entry);
    this.entries.push(entry);
    this.#remember(entry);
    this.#files.follow(entry);
    this.#follow(entry, facts.target);
    this.polls.add(entry, facts.polled);
    if (isEmptying(entry)) this.#emptyings.push(entry);
    if (entry.kind === 'participation') this.#participations.follow(entry, facts);
    else if (entry.kind === 'room-mode')
      this.#modes.set(entry.eventId, modeAfter(entry, facts.mode));
    else if (entry.kind === 'reactions') this.#reactions.add(entry);
    else if (entry.kind === 'announcement') this.#announcements.follow(entry, facts.announcements);
    else if (entry.kind === 'pin' || entry.kind === 'message-deleted') this.#pins.follow(entry);
    return { type: 'appended', entry };
  }

  /** What follows from a new entry beside its place. */
  #followUp(draft: Draft, known: Facts, appended: { readonly entry: LogEntry }): void {
    this.#slow(draft, known);
    if (known.settings?.linkPreviews === true) this.toPreview.push(...newLinkOf(appended, known));
  }

  /** Remembers what slow mode counts: what other back ends bring, and who need not wait, it does not. */
  #slow(draft: Draft, { participation, mode, now }: Facts): void {
    if (mode.slowSince === null || draft.kind !== 'message' || draft.importedAt !== undefined)
      return;
    if (participation === null || may(participation, 'write-freely')) return;
    const { eventId, author } = draft;
    this.slowSaid.push({ eventId, userId: author.id, at: now });
    this.#participations.set(eventId, author.id, { ...participation, saidAt: now });
  }

  #follow(entry: LogEntry, target: Target | null): void {
    const changed = targetAfter(entry, target);
    if (changed === null) return;
    const messageId = 'messageId' in entry ? entry.messageId : (entry.id ?? '');
    this.#targets.set(keyOf(entry.eventId, messageId), changed);
  }

  #number(entry: Unplaced): LogEntry {
    const seq = (this.#seqs.get(entry.eventId) ?? 0) + 1;
    this.#seqs.set(entry.eventId, seq);
    return { ...entry, seq };
  }

  #remember(entry: LogEntry): void {
    const { eventId, actorId, id } = entry;
    if (id === undefined) return;
    if (entry.kind !== 'message')
      return void this.#earlier.set(keyOf('change', eventId, id), entry);
    this.#earlier.set(id, entry);
    const { clientMessageId } = entry;
    if (clientMessageId === undefined) return;
    this.#earlier.set(keyOf('said', eventId, actorId, clientMessageId), entry);
  }
}

const isAfter = (later: LogEntry, entry: LogEntry): boolean =>
  later.eventId !== entry.eventId || later.seq > entry.seq;

const isSaidBefore = (draft: MessageDraft, stored: LogEntry | null): boolean =>
  stored?.kind === 'message' &&
  draft.clientMessageId !== undefined &&
  stored.clientMessageId === draft.clientMessageId &&
  stored.actorId === draft.author.id &&
  stored.eventId === draft.eventId;

const vouchedFor = (draft: Draft): Person | null => {
  if (draft.kind === 'message') return draft.importedAt === undefined ? null : draft.author;
  return draft.kind === 'participation' && draft.imported ? draft.person : null;
};

/** Ids hold no blank, so the parts can't run together. */
const keyOf = (...parts: readonly string[]): string => parts.join(' ');

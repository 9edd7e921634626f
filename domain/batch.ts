import type { ProtocolError } from '../protocol/errors.ts';
import { ok, type Result } from '../protocol/result.ts';
import { BatchPins } from './batch-pins.ts';
import { BatchReactions } from './batch-reactions.ts';
import { decide } from './decide.ts';
import type { Facts, Target, Unplaced, Verdict } from './facts.ts';
import {
  actorOf,
  afterDeletion,
  targetOf,
  type Draft,
  type LogEntry,
  type MessageDeletedEntry,
  type MessageDraft,
  type Person,
} from './log.ts';
import type { Appended } from './ports.ts';
import { may } from './rights.ts';
import { modeAfter, OPEN_MODE, type RoomMode } from './room-mode.ts';
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
  const { entries, people, slowSaid } = batch;
  return { outcomes, entries, people: [...people.values()], slowSaid };
}

const NOTHING = {};

class Batch {
  readonly entries: LogEntry[] = [];
  readonly people = new Map<string, Person>();
  readonly slowSaid: SlowSaid[] = [];
  readonly #seqs: Map<string, number>;
  readonly #lastAts: ReadonlyMap<string, LockedHead>;
  readonly #participations = new SubjectsOfBatch();
  readonly #modes = new Map<string, RoomMode>();
  readonly #earlier = new Map<string, LogEntry>();
  readonly #targets = new Map<string, Target>();
  readonly #deletions: MessageDeletedEntry[] = [];
  readonly #reactions = new BatchReactions();
  readonly #pins = new BatchPins();

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
    if (appended.type === 'appended') this.#slow(draft, known);
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
      earlier: this.#withoutDeleted(this.#findEarlier(draft, earlier)),
      target: this.#findTarget(draft, facts.target),
      ...this.#afterOfKind(draft, facts),
      subject: this.#participations.subjectOf(draft, facts.subject, this.people),
      mode: this.#modes.get(eventId) ?? head?.mode ?? OPEN_MODE,
      now: now > lastAt ? now : lastAt,
    };
  }

  /** What is read for some kinds of drafts alone. */
  #afterOfKind(draft: Draft, facts: KnownFacts): Pick<Facts, 'reacting' | 'pinned'> {
    if (draft.kind === 'reaction')
      return { reacting: this.#reactions.after(draft, facts.reacting) };
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

  #withoutDeleted(entry: LogEntry | null): LogEntry | null {
    return this.#deletions.reduce((left, deletion) => left && afterDeletion(left, deletion), entry);
  }

  #findSaid({ eventId, author, clientMessageId }: MessageDraft): LogEntry | undefined {
    return clientMessageId === undefined
      ? undefined
      : this.#earlier.get(keyOf('said', eventId, author.id, clientMessageId));
  }

  #place(verdict: Verdict, facts: Facts): Appended {
    if (verdict.type !== 'append') return verdict;
    const shared = this.#reactions.share(verdict.entry, this.#seqs.get(verdict.entry.eventId));
    if (shared !== null) return { type: 'duplicate', entry: shared };
    const entry = this.#number(verdict.entry);
    this.entries.push(entry);
    this.#remember(entry);
    this.#follow(entry, facts.target);
    if (entry.kind === 'participation') this.#participations.follow(entry, facts);
    else if (entry.kind === 'room-mode')
      this.#modes.set(entry.eventId, modeAfter(entry, facts.mode));
    else if (entry.kind === 'reactions') this.#reactions.add(entry);
    else if (entry.kind === 'pin' || entry.kind === 'message-deleted') this.#pins.follow(entry);
    return { type: 'appended', entry };
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
    if (entry.kind === 'message-deleted') this.#deletions.push(entry);
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

/** A message as it is after an entry; `null` where the entry is of none. */
function targetAfter(entry: LogEntry, before: Target | null): Target | null {
  if (entry.kind === 'message') {
    const { seq, actorId, content, createdAt } = entry;
    return { seq, authorId: actorId, content, createdAt, deletedAt: null };
  }
  if (before === null) return null;
  if (entry.kind === 'message-edited') return { ...before, content: entry.content };
  return entry.kind === 'message-deleted'
    ? { ...before, content: '', deletedAt: entry.createdAt }
    : null;
}

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

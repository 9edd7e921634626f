import {
  announcementAfter,
  type AnnouncementEntry,
  type StoredAnnouncement,
} from '../../domain/announcement-log.ts';
import { decide } from '../../domain/decide.ts';
import { afterEmptying, isEmptying, type Emptying } from '../../domain/emptying.ts';
import type { Facts, Mentioned, Unplaced } from '../../domain/facts.ts';
import { actorOf, targetOf } from '../../domain/about-draft.ts';
import type { Draft, LogEntry, MessageDraft, Person } from '../../domain/log.ts';
import { peopleIn } from '../../domain/mentions.ts';
import type { Appended, EventLog } from '../../domain/ports.ts';
import type { Participation } from '../../domain/rights.ts';
import { modeAfter, OPEN_MODE, type RoomMode } from '../../domain/room-mode.ts';
import { refusal, type ProtocolError } from '../../protocol/errors.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { EventSettings } from '../../protocol/rest.ts';

interface KnownAnnouncement extends StoredAnnouncement {
  readonly publishedSeq: number | null;
  readonly contentSeq: number | null;
  readonly endedSeq: number | null;
}

const draftOf = (id: string): KnownAnnouncement => ({
  id,
  content: 'words',
  scheduledAt: null,
  shownUntil: null,
  isPublished: false,
  isEnded: false,
  publishedSeq: null,
  contentSeq: null,
  endedSeq: null,
});

/** The reference: the log as it is meant, one draft at a time, in memory. */
export class MemoryLog implements EventLog {
  readonly #logs: ReadonlyMap<string, LogEntry[]>;
  readonly #people: Map<string, Person>;
  readonly #said = new Map<string, Date>();
  readonly #announcements: Map<string, KnownAnnouncement>;

  /** @param announcements The ids of drafts that events have, each beginning with its event's. */
  constructor(
    eventIds: readonly string[],
    people: readonly Person[],
    announcements: readonly string[] = [],
  ) {
    this.#announcements = new Map(announcements.map((id) => [id, draftOf(id)]));
    this.#logs = new Map(eventIds.map((eventId) => [eventId, []]));
    this.#people = new Map(people.map((person) => [person.id, person]));
  }

  read(eventId: string): Promise<readonly LogEntry[]> {
    return Promise.resolve([...(this.#logs.get(eventId) ?? [])]);
  }

  /** What the log has made of announcements, as rows say it. */
  announcementRows(): readonly object[] {
    return [...this.#announcements.values()].map(({ content, ...row }) => ({
      id: row.id,
      content,
      published_seq: row.publishedSeq,
      content_seq: row.contentSeq,
      ended_seq: row.endedSeq,
    }));
  }

  append(draft: Draft): Promise<Result<Appended, ProtocolError>> {
    return Promise.resolve(this.#append(draft));
  }

  #append(draft: Draft): Result<Appended, ProtocolError> {
    const log = this.#logs.get(draft.eventId);
    const facts = this.#factsOf(draft, log);
    const verdict = decide(draft, facts);
    if (!verdict.ok) return verdict;
    if (verdict.value.type === 'append' && hasNul(verdict.value.entry)) return fail(unstorable);
    this.#import(draft);
    if (verdict.value.type !== 'append') return ok(verdict.value);
    const { entry } = verdict.value;
    this.#count(draft, facts);
    const placed = place(entry, (log?.length ?? 0) + 1);
    if (isEmptying(placed)) empty(log, placed);
    log?.push(placed);
    if (placed.kind === 'announcement') this.#announce(placed);
    return ok({ type: 'appended', entry: placed });
  }

  #import(draft: Draft): void {
    if (draft.kind === 'message' && draft.importedAt !== undefined)
      this.#people.set(draft.author.id, draft.author);
    if (draft.kind === 'participation' && draft.imported)
      this.#people.set(draft.person.id, draft.person);
  }

  #factsOf(draft: Draft, stored: readonly LogEntry[] | undefined): Facts {
    const log = stored ?? [];
    return {
      settings: stored === undefined ? null : EventSettings.parse({}),
      account: this.#people.get(actorOf(draft)) ?? null,
      participation: this.#participationOf(draft, log),
      earlier: this.#findEarlier(draft, log),
      target: findTarget(draft, log),
      subject: draft.kind === 'act' ? this.#subjectOf(draft.userId, log) : null,
      ...(draft.kind === 'message' && { mentioned: this.#mentionedIn(draft, log) }),
      ...(draft.kind === 'announcement' && { announcements: this.#announcementsOf(draft.eventId) }),
      ...(draft.kind === 'pin' && { pinned: pinnedIn(log) }),
      mode: modeOf(log),
      now: new Date(Math.max(Date.now(), log.at(-1)?.createdAt.getTime() ?? 0)),
    };
  }

  #announcementsOf(eventId: string): readonly StoredAnnouncement[] {
    return [...this.#announcements.values()].filter(({ id }) => id.startsWith(`${eventId}-`));
  }

  #announce(entry: AnnouncementEntry): void {
    const before = this.#announcements.get(entry.announcementId);
    if (before === undefined) return;
    const { seq } = entry;
    const seqs = entry.isShown
      ? { publishedSeq: before.publishedSeq ?? seq, contentSeq: seq }
      : { endedSeq: seq };
    this.#announcements.set(before.id, {
      ...before,
      ...announcementAfter(before, entry),
      ...seqs,
    });
  }

  #participationOf(draft: Draft, log: readonly LogEntry[]): Participation | null {
    const standing = standingIn(log, actorOf(draft));
    const saidAt = this.#said.get(`${draft.eventId} ${actorOf(draft)}`) ?? null;
    return standing && { ...standing, saidAt };
  }

  /** As slow mode counts: while it is on, and from those who have to wait. */
  #count(draft: Draft, { participation, mode, now }: Facts): void {
    if (draft.kind !== 'message' || draft.importedAt !== undefined || mode.slowSince === null)
      return;
    if (participation?.role !== 'participant') return;
    this.#said.set(`${draft.eventId} ${draft.author.id}`, now);
  }

  #subjectOf(userId: string, log: readonly LogEntry[]): Facts['subject'] {
    const known = new Set(log.flatMap((e) => (e.kind === 'participation' ? [e.person.id] : [])));
    const organisers = [...known].filter((id) => standingIn(log, id)?.role === 'organiser');
    const account = this.#people.get(userId) ?? null;
    return { account, participation: standingIn(log, userId), organisers };
  }

  #mentionedIn(
    { mentions }: MessageDraft,
    log: readonly LogEntry[],
  ): ReadonlyMap<string, Mentioned> {
    const known = peopleIn(mentions).map((userId) => {
      const account = this.#people.get(userId) ?? null;
      return [userId, { account, participation: standingIn(log, userId) }] as const;
    });
    return new Map(known);
  }

  #findEarlier(draft: Draft, log: readonly LogEntry[]): LogEntry | null {
    if (draft.kind !== 'message') {
      return log.find(({ kind, id }) => kind !== 'message' && id && id === draft.id) ?? null;
    }
    const said = log.find(
      (entry) =>
        entry.kind === 'message' &&
        entry.actorId === draft.author.id &&
        entry.clientMessageId !== undefined &&
        entry.clientMessageId === draft.clientMessageId,
    );
    const everything = [...this.#logs.values()].flat();
    return said ?? everything.find(({ kind, id }) => kind === 'message' && id === draft.id) ?? null;
  }
}

function empty(log: LogEntry[] | undefined, later: Emptying): void {
  log?.splice(0, log.length, ...log.map((each) => afterEmptying(each, later)));
}

function standingIn(log: readonly LogEntry[], userId: string): Participation | null {
  const last = log.findLast(
    (entry) => entry.kind === 'participation' && entry.person.id === userId,
  );
  if (last?.kind !== 'participation') return null;
  const { status, role, bannedAt = null, mutedUntil = null } = last;
  return { status, role, bannedAt, mutedUntil };
}

const modeOf = (log: readonly LogEntry[]): RoomMode =>
  log.reduce(
    (mode, entry) => (entry.kind === 'room-mode' ? modeAfter(entry, mode) : mode),
    OPEN_MODE,
  );

/** What is pinned, the newest pin last. */
function pinnedIn(log: readonly LogEntry[]): readonly string[] {
  const pinned = new Set<string>();
  for (const entry of log) {
    if (entry.kind === 'pin' && entry.on) pinned.add(entry.messageId);
    else if (entry.kind === 'pin' || entry.kind === 'message-deleted')
      pinned.delete(entry.messageId);
  }
  return [...pinned];
}

const unstorable = refusal('invalid', 'PostgreSQL stores no NUL.');

const hasNul = (entry: Unplaced): boolean => JSON.stringify(entry).includes(String.raw`\u0000`);

const place = (entry: Unplaced, seq: number): LogEntry => ({ ...entry, seq });

function findTarget(draft: Draft, log: readonly LogEntry[]): Facts['target'] {
  const messageId = targetOf(draft);
  const said = log.find((entry) => entry.kind === 'message' && entry.id === messageId);
  if (said?.kind !== 'message') return null;
  const last = log.findLast(
    (entry) =>
      (entry.kind === 'message-edited' || entry.kind === 'message-deleted') &&
      entry.messageId === messageId,
  );
  return {
    seq: said.seq,
    authorId: said.actorId,
    content: last?.kind === 'message-edited' ? last.content : said.content,
    createdAt: said.createdAt,
    deletedAt: last?.kind === 'message-deleted' ? last.createdAt : null,
    preview: null,
  };
}

import { decide } from '../../domain/decide.ts';
import type { Facts, Unplaced } from '../../domain/facts.ts';
import {
  actorOf,
  afterDeletion,
  type Draft,
  type LogEntry,
  type Person,
} from '../../domain/log.ts';
import type { Appended, EventLog } from '../../domain/ports.ts';
import { refusal, type ProtocolError } from '../../protocol/errors.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { EventSettings } from '../../protocol/rest.ts';

/** The reference: the log as it is meant, one draft at a time, in memory. */
export class MemoryLog implements EventLog {
  readonly #logs: ReadonlyMap<string, LogEntry[]>;
  readonly #people: Map<string, Person>;

  constructor(eventIds: readonly string[], people: readonly Person[]) {
    this.#logs = new Map(eventIds.map((eventId) => [eventId, []]));
    this.#people = new Map(people.map((person) => [person.id, person]));
  }

  read(eventId: string): Promise<readonly LogEntry[]> {
    return Promise.resolve([...(this.#logs.get(eventId) ?? [])]);
  }

  append(draft: Draft): Promise<Result<Appended, ProtocolError>> {
    return Promise.resolve(this.#append(draft));
  }

  #append(draft: Draft): Result<Appended, ProtocolError> {
    const log = this.#logs.get(draft.eventId);
    const verdict = decide(draft, this.#factsOf(draft, log));
    if (!verdict.ok) return verdict;
    if (verdict.value.type === 'append' && hasNul(verdict.value.entry)) return fail(unstorable);
    this.#import(draft);
    if (verdict.value.type !== 'append') return ok(verdict.value);
    const { entry } = verdict.value;
    const placed = place(entry, (log?.length ?? 0) + 1);
    log?.push(placed);
    if (placed.kind === 'message-deleted' && log !== undefined) {
      log.splice(0, log.length, ...log.map((each) => afterDeletion(each, placed)));
    }
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
    const changes = log.filter((entry) => entry.kind === 'participation');
    const last = changes.findLast(({ actorId }) => actorId === actorOf(draft));
    return {
      settings: stored === undefined ? null : EventSettings.parse({}),
      account: this.#people.get(actorOf(draft)) ?? null,
      participation: last ? { status: last.status, role: last.role, bannedAt: null } : null,
      earlier: this.#findEarlier(draft, log),
      target: findTarget(draft, log),
      now: new Date(Math.max(Date.now(), log.at(-1)?.createdAt.getTime() ?? 0)),
    };
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

const unstorable = refusal('invalid', 'PostgreSQL stores no NUL.');

const hasNul = (entry: Unplaced): boolean => JSON.stringify(entry).includes(String.raw`\u0000`);

const place = (entry: Unplaced, seq: number): LogEntry => ({ ...entry, seq });

function findTarget(draft: Draft, log: readonly LogEntry[]): Facts['target'] {
  if (!('messageId' in draft)) return null;
  const { messageId } = draft;
  const said = log.find((entry) => entry.kind === 'message' && entry.id === messageId);
  if (said?.kind !== 'message') return null;
  const changes = log.filter((entry) => 'messageId' in entry && entry.messageId === messageId);
  const last = changes.at(-1);
  return {
    authorId: said.actorId,
    content: last?.kind === 'message-edited' ? last.content : said.content,
    createdAt: said.createdAt,
    deletedAt: last?.kind === 'message-deleted' ? last.createdAt : null,
  };
}

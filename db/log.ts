import type { Kysely, Transaction } from 'kysely';

import { decide, type Facts, type Unplaced, type Verdict } from '../domain/decide.ts';
import { actorOf, type Draft, type LogEntry, type MessageEntry } from '../domain/log.ts';
import type { Appended } from '../domain/ports.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import { ok, type Result } from '../protocol/result.ts';
import { lockHeads, readFacts } from './log-facts.ts';
import { upsertImportedPeople, writeEntries } from './log-write.ts';
import type { Database } from './schema.ts';

export type Outcome = Result<Appended, ProtocolError>;

/**
 * Appends a batch in one transaction: lock the logs, read the facts, decide each
 * draft by `domain/decide.ts`, write. One outcome a draft, in the same order; a
 * refused draft does not touch the others.
 *
 * Durable when it resolves. Safe to repeat after a lost connection: the drafts'
 * ids make a second run find the first.
 *
 * Cost: five round trips a batch, however many drafts.
 * @throws the database's error; then nothing of the batch is known to be stored.
 */
export const appendBatch = (
  db: Kysely<Database>,
  drafts: readonly Draft[],
): Promise<readonly Outcome[]> => db.transaction().execute((tx) => appendInTransaction(tx, drafts));

/** The same, as a part of a transaction that writes more. */
export async function appendInTransaction(
  tx: Transaction<Database>,
  drafts: readonly Draft[],
): Promise<readonly Outcome[]> {
  const heads = await lockHeads(tx, [...new Set(drafts.map((draft) => draft.eventId))]);
  await upsertImportedPeople(
    tx,
    drafts.filter((draft) => heads.has(draft.eventId)),
  );
  const facts = await readFacts(tx, drafts);
  const batch = new Batch(new Map([...heads].map(([id, head]) => [id, head.seq])));
  const outcomes = drafts.map((draft, index) => {
    const known = facts[index];
    if (known === undefined) throw new Error('a draft without facts');
    const lastAt = heads.get(draft.eventId)?.lastAt ?? known.now;
    return batch.add(draft, { ...known, now: known.now > lastAt ? known.now : lastAt });
  });
  await writeEntries(tx, batch.entries);
  return outcomes;
}

/** A batch while it is decided: each draft sees what the drafts before it change. */
class Batch {
  readonly entries: LogEntry[] = [];
  readonly #heads: Map<string, number>;
  readonly #participations = new Map<string, Facts['participation']>();
  readonly #messages = new Map<string, MessageEntry>();

  constructor(heads: Map<string, number>) {
    this.#heads = heads;
  }

  add(draft: Draft, facts: Facts): Outcome {
    const verdict = decide(draft, this.#after(draft, facts));
    return verdict.ok ? ok(this.#place(verdict.value, facts)) : verdict;
  }

  #after(draft: Draft, facts: Facts): Facts {
    const participation = this.#participations.get(keyOf(draft.eventId, actorOf(draft)));
    const earlier = draft.kind === 'message' ? this.#findEarlier(draft) : undefined;
    return {
      ...facts,
      ...(participation !== undefined && { participation }),
      ...(earlier !== undefined && { earlier }),
    };
  }

  #findEarlier(draft: Draft & { kind: 'message' }): MessageEntry | undefined {
    const { clientMessageId, eventId, author, id } = draft;
    const key = clientMessageId && keyOf(eventId, author.id, clientMessageId);
    return (key ? this.#messages.get(key) : undefined) ?? this.#messages.get(id);
  }

  #place(verdict: Verdict, facts: Facts): Appended {
    if (verdict.type !== 'append') return verdict;
    const entry = this.#number(verdict.entry);
    this.entries.push(entry);
    if (entry.kind === 'message') this.#rememberMessage(entry);
    if (entry.kind === 'participation') {
      const { status, role } = entry;
      const bannedAt = facts.participation?.bannedAt ?? null;
      this.#participations.set(keyOf(entry.eventId, entry.actorId), { status, role, bannedAt });
    }
    return { type: 'appended', entry };
  }

  #number(entry: Unplaced): LogEntry {
    const seq = (this.#heads.get(entry.eventId) ?? 0) + 1;
    this.#heads.set(entry.eventId, seq);
    return { ...entry, seq };
  }

  #rememberMessage(entry: MessageEntry): void {
    this.#messages.set(entry.id, entry);
    if (entry.clientMessageId !== undefined) {
      this.#messages.set(keyOf(entry.eventId, entry.actorId, entry.clientMessageId), entry);
    }
  }
}

/** Ids hold no blank, so the parts can't run together. */
const keyOf = (...parts: readonly string[]): string => parts.join(' ');

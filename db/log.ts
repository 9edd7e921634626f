import type { Kysely, Transaction } from 'kysely';

import { decideBatch, type KnownFacts } from '../domain/batch.ts';
import type { Draft, LogEntry } from '../domain/log.ts';
import type { Appended } from '../domain/ports.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import type { Result } from '../protocol/result.ts';
import {
  lockHeadsStatement,
  readFactsStatement,
  readSettingsStatement,
  toFacts,
  toHeads,
  type Head,
} from './log-facts.ts';
import { readSubjectsStatements } from './log-subjects.ts';
import { writeStatements } from './log-write.ts';
import { readFilesStatements, withFiles } from './attachment-facts.ts';
import { readMentionedStatements, withMentioned } from './mention-facts.ts';
import { readAnnouncementsStatements, withAnnouncements } from './announcement-facts.ts';
import { readPinsStatements, withPins } from './pin-facts.ts';
import { readPollsStatements, withPolls } from './poll-facts.ts';
import { readQuestionsStatements, withQuestions } from './question-facts.ts';
import { readReactionsStatements, withReactions } from './reaction-facts.ts';
import type { Database } from './schema.ts';
import { inTransaction, type RunStatements } from './statements.ts';

export type Outcome = Result<Appended, ProtocolError>;

/**
 * Appends a batch in one transaction: lock the logs, read the facts, decide each
 * draft by `domain/decide.ts`, write. One outcome a draft, in the same order; a
 * refused draft does not touch the others.
 *
 * Durable when it resolves. Safe to repeat after a lost connection where the
 * drafts have ids, which make a second run find the first.
 *
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
  const run = inTransaction(tx);
  return appendBySteps({ read: run, write: run }, drafts);
}

/** The two steps in which a transaction asks the database, with the decision between them. */
export interface AppendSteps {
  /** Locks and reads; opens the transaction where it is not open yet. */
  readonly read: RunStatements;
  /** Told where the logs stand, after the lock and before anything is decided. */
  readonly onLocked?: (heads: ReadonlyMap<string, Head>) => Promise<void>;
  /** Told what was decided, before it is written: what the outcomes are if the write is committed. */
  readonly onDecided?: (outcomes: readonly Outcome[]) => void;
  /** Writes; commits where the transaction is its own. Called once, also where there is nothing to write. */
  readonly write: RunStatements;
}

/**
 * Appends a batch within a transaction that the steps stand for.
 *
 * @param tentative what an earlier try had decided, whose commit was not heard of; null for a draft without one.
 *   Where that commit was done these are the outcomes, and nothing is written.
 */
export async function appendBySteps(
  { read, onLocked, onDecided, write }: AppendSteps,
  drafts: readonly Draft[],
  tentative: readonly (Outcome | null)[] = [],
): Promise<readonly Outcome[]> {
  const eventIds = [...new Set(drafts.map((draft) => draft.eventId))];
  const ofKinds = FACTS_OF_KINDS.map(({ statements }) => statements(drafts));
  const subjects = readSubjectsStatements(drafts);
  const [headRows = [], settingsRows = [], factRows = [], ...more] = await read([
    lockHeadsStatement(eventIds),
    readSettingsStatement(eventIds),
    readFactsStatement(drafts),
    ...subjects,
    ...ofKinds.flat(),
  ]);
  const subjectRows = more.splice(0, subjects.length).flat();
  const heads = toHeads(headRows);
  await onLocked?.(heads);
  const facts = FACTS_OF_KINDS.reduce(
    (known, { withRows }, index) =>
      withRows(drafts, known, more.splice(0, ofKinds[index]?.length ?? 0)),
    toFacts(drafts, { settingsRows, factRows, subjectRows }),
  );
  const earlier = whereCommitted(tentative, facts);
  if (earlier !== null) {
    await write([]);
    return earlier;
  }
  const decided = decideBatch({ drafts, facts, heads });
  onDecided?.(decided.outcomes);
  await write(writeStatements(decided, heads));
  return decided.outcomes;
}

/** What is read for some kinds of drafts alone; a batch without them asks nothing of it. */
const FACTS_OF_KINDS = [
  { statements: readPinsStatements, withRows: withPins },
  { statements: readMentionedStatements, withRows: withMentioned },
  { statements: readFilesStatements, withRows: withFiles },
  { statements: readAnnouncementsStatements, withRows: withAnnouncements },
  { statements: readPollsStatements, withRows: withPolls },
  { statements: readQuestionsStatements, withRows: withQuestions },
  { statements: readReactionsStatements, withRows: withReactions },
] as const;

/** A transaction is stored whole or not at all: it was, if all that it was to append is in its place. */
function whereCommitted(
  tentative: readonly (Outcome | null)[],
  facts: readonly KnownFacts[],
): readonly Outcome[] | null {
  const outcomes = tentative.filter((outcome) => outcome !== null);
  if (outcomes.length !== facts.length) return null;
  const entries = outcomes.map((outcome) =>
    outcome.ok && outcome.value.type === 'appended' ? outcome.value.entry : null,
  );
  const isInPlace = entries.every(
    (entry, index) => entry === null || isSamePlace(entry, facts[index]?.earlier ?? null),
  );
  return isInPlace && entries.some((entry) => entry !== null) ? outcomes : null;
}

const isSamePlace = (entry: LogEntry, stored: LogEntry | null): boolean =>
  stored?.id === entry.id && stored?.seq === entry.seq;

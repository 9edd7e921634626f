import type { FinalLog, HistoryLine, SeenLine } from '../history.ts';
import type { LegalRun } from './legal-run.ts';
import type { Rule } from './verdict.ts';

/** One thing that is wrong with a run, and the rule that it breaks: each must be found. */
export interface Mutation {
  readonly name: string;
  readonly breaks: Rule;
  /** The run with one thing wrong, or `null` where it has nothing of the kind. */
  readonly apply: (run: LegalRun, pick: (count: number) => number) => LegalRun | null;
}

export const lineOf = <Type extends HistoryLine['type']>(
  { lines }: LegalRun,
  type: Type,
  pick: (count: number) => number,
  is: (line: Extract<HistoryLine, { type: Type }>) => boolean = () => true,
): number | null => {
  const found = lines.flatMap((line, index) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its type was just compared
    line.type === type && is(line as Extract<HistoryLine, { type: Type }>) ? [index] : [],
  );
  return found.length === 0 ? null : (found[pick(found.length)] ?? null);
};

/** A run with one line changed; `null` where there is no such line. */
export const withLine = (
  run: LegalRun,
  index: number | null,
  change: (line: HistoryLine) => readonly HistoryLine[],
): LegalRun | null =>
  index === null
    ? null
    : { ...run, lines: run.lines.flatMap((line, at) => (at === index ? change(line) : [line])) };

/** An answer that names a place of the log. */
export const anAcknowledged = (
  run: LegalRun,
  pick: (count: number) => number,
  asked: 'send' | 'edit',
): number | null => lineOf(run, 'ok', pick, ({ does, seq }) => does === asked && seq !== undefined);

export const withLog = (run: LegalRun, change: (log: FinalLog) => FinalLog): LegalRun => ({
  ...run,
  finals: run.finals.map((log, index) => (index === 0 ? change(log) : log)),
});

/** The answer to a repeat of what was acknowledged before. */
export const anAnsweredRepeat = (run: LegalRun, pick: (count: number) => number): number | null =>
  lineOf(run, 'ok', pick, ({ duplicate, op, clientMessageId }) => {
    const isAnother = (line: HistoryLine): boolean =>
      line.type === 'ok' && line.op !== op && line.clientMessageId === clientMessageId;
    return duplicate === true && run.lines.some(isAnother);
  });

/** Changes a log that somebody left for good, if there is one. */
export function withLastOfLeft(
  run: LegalRun,
  change: (log: FinalLog, person: string) => FinalLog,
): LegalRun | null {
  for (const log of run.finals) {
    const last = new Map(log.entries.map(({ person = '', status }) => [person, status]));
    const left = [...last].find(([person, status]) => person !== '' && status === null)?.[0];
    if (left === undefined) continue;
    const changed = change(log, left);
    return { ...run, finals: run.finals.map((other) => (other === log ? changed : other)) };
  }
  return null;
}

export const aMessageSeen = (run: LegalRun, pick: (count: number) => number): number | null =>
  lineOf(
    run,
    'seen',
    pick,
    (line) => line.kind === 'message' && !isEmptied(run, line) && isFollowed(run, line),
  );

/** Whether the text of what stands at a place was taken away: such an entry may be left out. */
export const isEmptied = (
  { finals }: LegalRun,
  { eventId, seq }: { readonly eventId: string; readonly seq: number },
): boolean => finals.find((log) => log.eventId === eventId)?.entries[seq - 1]?.isEmptied === true;

/**
 * Whether the same client sees something else next: what it had not seen by then is missing for certain. Ours owes its
 * own messages only while it takes part, and who begins anew, or is away when it stops taking part, may be owed no more.
 */
export function isFollowed({ lines }: LegalRun, seen: SeenLine): boolean {
  const { client, author, eventId } = seen;
  const next = lines
    .slice(lines.indexOf(seen) + 1)
    .find((line) =>
      line.type === 'connection' || line.type === 'watch' || line.type === 'seen'
        ? line.client === client
        : false,
    );
  const isOwn = client.startsWith('smart') && author === client;
  return next?.type === 'seen' && next.eventId === eventId && !isOwn;
}

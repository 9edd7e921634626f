import type { FinalLog, HistoryLine } from '../history.ts';
import type { LegalRun } from './legal-run.ts';
import { isFollowed, lineOf, withLine, type Mutation } from './mutate.ts';

type Pick = (count: number) => number;

/** Changes the log of a message that was deleted, whose text is known. */
function withDeleted(
  run: LegalRun,
  pick: Pick,
  change: (log: FinalLog, deleted: { readonly id: string; readonly text: string }) => FinalLog,
): LegalRun | null {
  const deleted = run.finals.flatMap(({ messages }) =>
    messages.flatMap(({ id, isDeleted }) => (isDeleted === true ? [id] : [])),
  );
  const id = deleted[pick(deleted.length)];
  const text = id === undefined ? undefined : sentAs(run, id);
  if (id === undefined || text === undefined) return null;
  const isIts = ({ messages }: FinalLog): boolean => messages.some((message) => message.id === id);
  const finals = run.finals.map((log) => (isIts(log) ? change(log, { id, text }) : log));
  return { ...run, finals };
}

/** What a message said when it was sent, as far as an answer tells which one it is. */
function sentAs({ lines }: LegalRun, messageId: string): string | undefined {
  const ops = new Set(
    lines.flatMap((line) =>
      line.type === 'ok' && line.does === 'send' && line.messageId === messageId ? [line.op] : [],
    ),
  );
  const sent = lines.find((line) => line.type === 'invoke' && ops.has(line.op));
  return sent?.type === 'invoke' ? sent.content : undefined;
}

/** A client that was told of a deletion, and the same client's sighting of the message before. */
function aDeletionSeen(run: LegalRun, pick: Pick) {
  const index = lineOf(
    run,
    'seen',
    pick,
    (seen) => seen.kind === 'message-deleted' && isFollowed(run, seen),
  );
  const line = index === null ? undefined : run.lines[index];
  if (index === null || line?.type !== 'seen') return null;
  const { client, messageId } = line;
  const before = run.lines.find(
    (other) =>
      other.type === 'seen' &&
      other.client === client &&
      other.messageId === messageId &&
      other.kind === 'message',
  );
  return { index, before };
}

/** What can be wrong with deletions. */
export const deletionMutations: readonly Mutation[] = [
  {
    name: 'a client is never told of a deletion',
    breaks: 'K6',
    apply(run, pick) {
      const found = aDeletionSeen(run, pick);
      return found === null ? null : withLine(run, found.index, () => []);
    },
  },
  {
    name: 'an entry lost its text, and its message was not deleted',
    breaks: 'K4',
    apply(run, pick) {
      const kept = run.finals.flatMap(({ messages }) =>
        messages.filter(({ isDeleted }) => isDeleted !== true),
      );
      const chosen = kept[pick(kept.length)];
      if (chosen === undefined) return null;
      const finals = run.finals.map((log) => ({
        ...log,
        entries: log.entries.map((entry) =>
          entry.kind === 'message' && entry.messageId === chosen.id
            ? { ...entry, content: '', isEmptied: true }
            : entry,
        ),
      }));
      return { ...run, finals };
    },
  },
  {
    name: 'the history shows a deleted message as one that is there',
    breaks: 'K4',
    apply: (run, pick) =>
      withDeleted(run, pick, (log, { id }) => ({
        ...log,
        messages: log.messages.map((row) => (row.id === id ? { ...row, isDeleted: false } : row)),
      })),
  },
  {
    name: 'an acknowledged deletion is not in the log',
    breaks: 'K1',
    apply(run, pick) {
      const index = lineOf(run, 'ok', pick, ({ does }) => does === 'delete');
      return withLine(run, index, (line) => [{ ...line, seq: 1_000_000 } as HistoryLine]);
    },
  },
  {
    name: 'the text of a deleted message is still in the log',
    breaks: 'K10',
    apply: (run, pick) =>
      withDeleted(run, pick, (log, { id, text }) => ({
        ...log,
        entries: log.entries.map((entry) =>
          entry.kind === 'message' && entry.messageId === id
            ? { ...entry, content: text, isEmptied: false }
            : entry,
        ),
      })),
  },
  {
    name: 'the text of a deleted message is still in the history',
    breaks: 'K10',
    apply: (run, pick) =>
      withDeleted(run, pick, (log, { id, text }) => ({
        ...log,
        messages: log.messages.map((row) => (row.id === id ? { ...row, content: text } : row)),
      })),
  },
  {
    name: 'the text of a deleted message is still among the versions of another',
    breaks: 'K10',
    apply: (run, pick) =>
      withDeleted(run, pick, (log, { text }) => ({
        ...log,
        versions: [...(log.versions ?? []), { messageId: 'another', content: text }],
      })),
  },
  {
    name: 'a client is sent a text after it was told of the deletion',
    breaks: 'K10',
    apply(run, pick) {
      const found = aDeletionSeen(run, pick);
      const before = found?.before;
      if (found === null || before === undefined) return null;
      return withLine(run, found.index, (line) => [line, { ...before, at: line.at }]);
    },
  },
  {
    name: 'a text that was taken off a screen comes back to it',
    breaks: 'K10',
    apply(run, pick) {
      const index = lineOf(
        run,
        'shows',
        pick,
        ({ before, content }) => before !== undefined && content === '',
      );
      return withLine(run, index, (line) =>
        line.type === 'shows' ? [line, { ...line, before: '', content: line.before ?? '' }] : [],
      );
    },
  },
];

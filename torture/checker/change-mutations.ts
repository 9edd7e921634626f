import type { FinalLog, HistoryLine } from '../history.ts';
import {
  anAcknowledged,
  lineOf,
  withLastOfLeft,
  withLine,
  withLog,
  type Mutation,
} from './mutate.ts';
import type { LegalRun } from './legal-run.ts';

const NOW = '2030-01-01T00:00:00.000Z';

/** The log, with one more edit of a message that is there, wherever it shows. */
function withEdit(log: FinalLog, actorId: string): FinalLog | null {
  const message = log.messages.find(({ isDeleted }) => isDeleted !== true);
  if (message === undefined) return null;
  const [seq, content] = [log.head + 1, 'put into its mouth'];
  const { id: messageId } = message;
  const placed = { seq, messageId, actorId, clientMessageId: null, createdAt: NOW };
  return {
    ...log,
    head: seq,
    entries: [...log.entries, { kind: 'message-edited', content, ...placed }],
    messages: log.messages.map((row) => (row === message ? { ...row, content } : row)),
    versions: [...(log.versions ?? []), { messageId, content: message.content }],
  };
}

/** A step on a screen, of a message that was not deleted. */
const aStep = (run: LegalRun, pick: (count: number) => number): number | null =>
  lineOf(
    run,
    'shows',
    pick,
    ({ before, messageId }) => before !== undefined && isKept(run, messageId),
  );

/** Whether a message is there and was not deleted. */
const isKept = ({ finals }: LegalRun, messageId: string | undefined): boolean =>
  finals.some(({ messages }) =>
    messages.some(({ id, isDeleted }) => id === messageId && isDeleted !== true),
  );

const changed = (line: HistoryLine, change: object): HistoryLine => ({ ...line, ...change });

/** What can be wrong with edits, and with the places of changes. */
export const changeMutations: readonly Mutation[] = [
  {
    name: 'an acknowledged edit is not in the log',
    breaks: 'K1',
    apply(run, pick) {
      const index = anAcknowledged(run, pick, 'edit');
      return withLine(run, index, (line) => [changed(line, { seq: 1_000_000 })]);
    },
  },
  {
    name: 'an edit was acknowledged as needless, and the message never said it',
    breaks: 'K1',
    apply(run, pick) {
      const index = lineOf(run, 'invoke', pick, ({ does, op, messageId }) => {
        const isNeedless = (line: HistoryLine): boolean =>
          line.type === 'ok' && line.op === op && line.seq === undefined;
        return does === 'edit' && isKept(run, messageId) && run.lines.some(isNeedless);
      });
      return withLine(run, index, (line) => [changed(line, { content: 'never said' })]);
    },
  },
  {
    name: 'the log has an edit that nobody asked for',
    breaks: 'K2',
    apply: (run) => withLog(run, (log) => withEdit(log, log.entries[0]?.actorId ?? '') ?? log),
  },
  {
    name: 'an edit that was refused is in the log',
    breaks: 'K2',
    apply(run, pick) {
      const index = anAcknowledged(run, pick, 'edit');
      const refused = { type: 'fail', seq: undefined, code: 'forbidden' };
      const line = index === null ? undefined : run.lines[index];
      // Where nobody knows what became of another request, the entry may be that one's.
      const isUnknown = run.lines.some(
        (other) =>
          other.type === 'info' && line?.type === 'ok' && other.messageId === line.messageId,
      );
      return index === null || isUnknown
        ? null
        : withLine(run, index, (was) => [changed(was, refused)]);
    },
  },
  {
    name: 'what an edited message said before is kept no more',
    breaks: 'K4',
    apply: (run) =>
      run.finals[0]?.versions?.length === 0
        ? null
        : withLog(run, (log) => ({ ...log, versions: log.versions?.slice(1) })),
  },
  {
    name: 'the history has the text from before an edit',
    breaks: 'K4',
    apply(run) {
      const version = run.finals[0]?.versions?.[0];
      if (version === undefined) return null;
      const { messageId, content } = version;
      return withLog(run, (log) => ({
        ...log,
        messages: log.messages.map((row) => (row.id === messageId ? { ...row, content } : row)),
      }));
    },
  },
  {
    name: 'one client sees another text in an edit',
    breaks: 'K5',
    apply(run, pick) {
      const index = lineOf(run, 'seen', pick, ({ kind }) => kind === 'message-edited');
      return withLine(run, index, (line) => [changed(line, { content: 'another' })]);
    },
  },
  {
    name: 'a room of ours goes back to an earlier text',
    breaks: 'K5',
    apply(run, pick) {
      const index = aStep(run, pick);
      return withLine(run, index, (line) =>
        line.type === 'shows'
          ? [line, { ...line, before: line.content, content: line.before ?? '' }]
          : [],
      );
    },
  },
  {
    name: 'a room of ours ends with an earlier text',
    breaks: 'K5',
    apply(run, pick) {
      const index = lineOf(run, 'shows', pick, ({ before }) => before === undefined);
      return withLine(run, index, (line) => [changed(line, { content: 'as it was' })]);
    },
  },
  {
    name: 'an edit is seen twice',
    breaks: 'K6',
    apply(run, pick) {
      const index = lineOf(run, 'seen', pick, ({ kind }) => kind === 'message-edited');
      return withLine(run, index, (line) => [line, line]);
    },
  },
  {
    name: 'the log has an edit by somebody who had left',
    breaks: 'K9',
    apply: (run) => withLastOfLeft(run, (log, person) => withEdit(log, person) ?? log),
  },
];

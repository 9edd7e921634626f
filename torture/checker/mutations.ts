import type { HistoryLine } from '../history.ts';
import { changeMutations } from './change-mutations.ts';
import { deletionMutations } from './deletion-mutations.ts';
import { logMutations } from './log-mutations.ts';
import {
  aMessageSeen,
  anAcknowledged,
  anAnsweredRepeat,
  isEmptied,
  lineOf,
  withLine,
  withLog,
  type Mutation,
} from './mutate.ts';

export const mutations: readonly Mutation[] = [
  ...logMutations,
  ...changeMutations,
  ...deletionMutations,
  {
    name: 'an entry that was owed is never seen',
    breaks: 'K6',
    apply(run, pick) {
      const index = aMessageSeen(run, pick);
      return withLine(run, index, () => []);
    },
  },
  {
    name: 'an entry is seen twice',
    breaks: 'K6',
    apply(run, pick) {
      const index = aMessageSeen(run, pick);
      return withLine(run, index, (line) => [line, line]);
    },
  },
  {
    name: 'two entries are seen in the wrong order',
    breaks: 'K5',
    apply(run, pick) {
      const index = run.lines.findIndex((line, at) => {
        const next = run.lines[at + 1];
        return (
          at >= pick(run.lines.length) &&
          line.type === 'seen' &&
          next?.type === 'seen' &&
          next.client === line.client &&
          next.eventId === line.eventId &&
          next.seq > line.seq &&
          line.kind === 'message' &&
          next.kind === 'message' &&
          !isEmptied(run, line)
        );
      });
      const next = run.lines[index + 1];
      if (index < 0 || next === undefined) return null;
      const rest = { ...run, lines: run.lines.filter((_, at) => at !== index + 1) };
      return withLine(rest, index, (line) => [next, line]);
    },
  },
  {
    name: 'one client sees another text',
    breaks: 'K5',
    apply(run, pick) {
      const index = lineOf(run, 'seen', pick, ({ kind }) => kind === 'message');
      return withLine(run, index, (line) => [{ ...line, content: 'another' } as HistoryLine]);
    },
  },
  {
    name: 'an acknowledged message is not in the log',
    breaks: 'K1',
    apply(run, pick) {
      const index = anAcknowledged(run, pick, 'send');
      return withLine(run, index, (line) => [{ ...line, seq: 1_000_000 } as HistoryLine]);
    },
  },
  {
    name: 'the log has a message that nobody sent',
    breaks: 'K2',
    apply: (run) =>
      withLog(run, (log) => {
        const seq = log.head + 1;
        const ghost = {
          seq,
          kind: 'message' as const,
          messageId: 'ghost',
          actorId: 'nobody',
          clientMessageId: null,
          content: 'boo',
          createdAt: '2030-01-01T00:00:00.000Z',
        };
        return {
          ...log,
          head: seq,
          entries: [...log.entries, ghost],
          messages: [...log.messages, { id: 'ghost', seq, content: 'boo' }],
        };
      }),
  },
  {
    name: 'a refused message is in the log',
    breaks: 'K2',
    apply(run, pick) {
      const index = lineOf(
        run,
        'ok',
        pick,
        ({ does, op }) => does === 'send' && run.isOnlyAttempt(op),
      );
      return withLine(run, index, (line) => [
        { ...line, type: 'fail', seq: undefined, code: 'forbidden' } as HistoryLine,
      ]);
    },
  },
  {
    name: 'one message is stored twice',
    breaks: 'K3',
    apply: (run) =>
      withLog(run, (log) => {
        const first = log.entries.find(
          ({ kind, isEmptied: isGone }) => kind === 'message' && isGone !== true,
        );
        if (first === undefined) return log;
        const seq = log.head + 1;
        return {
          ...log,
          head: seq,
          entries: [...log.entries, { ...first, seq, messageId: 'again' }],
          messages: [...log.messages, { id: 'again', seq, content: first.content ?? '' }],
        };
      }),
  },
  {
    name: 'a repeat is answered with another place',
    breaks: 'K3',
    apply(run, pick) {
      const index = anAnsweredRepeat(run, pick);
      return withLine(run, index, (line) => [
        { ...line, seq: ((line as { seq?: number }).seq ?? 0) + 1 } as HistoryLine,
      ]);
    },
  },
  {
    name: 'a stored message is denied in another attempt',
    breaks: 'K3',
    apply(run, pick) {
      const index = anAnsweredRepeat(run, pick);
      const denied = { type: 'fail', seq: undefined, code: 'invalid' } as const;
      return withLine(run, index, (line) => [{ ...line, ...denied } as HistoryLine]);
    },
  },
  {
    name: 'the log has a gap',
    breaks: 'K4',
    apply: (run, pick) =>
      withLog(run, (log) => ({
        ...log,
        entries: log.entries.filter((_, index) => index !== pick(log.entries.length - 1)),
      })),
  },
  {
    name: 'the history has another text than the log',
    breaks: 'K4',
    apply: (run, pick) =>
      withLog(run, (log) => {
        const kept = log.messages.filter(({ isDeleted }) => isDeleted !== true);
        const changed = kept[pick(kept.length)];
        return {
          ...log,
          messages: log.messages.map((message) =>
            message === changed ? { ...message, content: 'edited' } : message,
          ),
        };
      }),
  },
  {
    name: 'what was sent later stands earlier',
    breaks: 'K7',
    apply(run) {
      const last = run.lines.findLastIndex(
        (line) => line.type === 'ok' && line.does === 'send' && (line.seq ?? 0) > 0,
      );
      const line = run.lines[last];
      if (line?.type !== 'ok') return null;
      const first = run.lines.findIndex((other) => other.type === 'invoke');
      const early = {
        ...line,
        op: -1,
        client: 'first',
        author: 'first',
        type: 'invoke' as const,
        content: 'first',
        seq: undefined,
      };
      const known = { ...line, op: -1, client: 'first', author: 'first', content: undefined };
      const lines = [...run.lines];
      // Its place was acknowledged to somebody before it was sent at all.
      lines.splice(first, 0, early as HistoryLine, known as HistoryLine);
      return { ...run, lines };
    },
  },
  {
    name: 'somebody sees what is said after they left',
    breaks: 'K9',
    apply(run) {
      const after = run.seenAfterLeaving();
      return after === null
        ? null
        : { ...run, lines: [...run.lines.slice(0, -1), after, ...run.lines.slice(-1)] };
    },
  },
  {
    name: 'a node ends by itself',
    breaks: 'K11',
    apply: (run) => ({
      ...run,
      lines: [
        ...run.lines,
        {
          type: 'node',
          at: run.endsAt,
          node: 'node-1',
          is: 'exited',
          wasInjected: false,
          exitCode: 1,
        },
      ],
    }),
  },
  {
    name: 'a fault that nobody caught',
    breaks: 'K11',
    apply: (run) => ({
      ...run,
      lines: [
        ...run.lines,
        { type: 'node', at: run.endsAt, node: 'node-1', is: 'sample', fatal: 'TypeError' },
      ],
    }),
  },
  {
    name: 'a client is not up to date half a minute after the last fault',
    breaks: 'K12',
    apply(run) {
      const quiet = run.lines.findLastIndex((line) => line.type === 'run' && line.is === 'quiet');
      const delay = 30_000;
      const lines = run.lines.map((line, at) =>
        at > quiet ? { ...line, at: line.at + delay } : line,
      );
      return run.isBehindAtQuiet ? { ...run, lines } : null;
    },
  },
];

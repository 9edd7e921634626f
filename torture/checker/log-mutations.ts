import { lineOf, withLastOfLeft, withLog, type Mutation } from './mutate.ts';

/** What can be wrong with a log as a whole. */
export const logMutations: readonly Mutation[] = [
  {
    name: 'the log has a message of somebody who had left',
    breaks: 'K9',
    apply: (run) =>
      withLastOfLeft(run, (log, person) => {
        const seq = log.head + 1;
        const message = { id: 'late', seq, content: 'late' };
        const entry = {
          seq,
          kind: 'message' as const,
          messageId: 'late',
          actorId: person,
          clientMessageId: null,
          content: 'late',
          createdAt: '2030-01-01T00:00:00.000Z',
        };
        const entries = [...log.entries, entry];
        return { ...log, head: seq, entries, messages: [...log.messages, message] };
      }),
  },
  {
    name: 'a log with acknowledged messages is gone',
    breaks: 'K1',
    apply(run, pick) {
      const index = lineOf(run, 'ok', pick, ({ does }) => does === 'send');
      const line = index === null ? undefined : run.lines[index];
      if (line?.type !== 'ok') return null;
      return { ...run, finals: run.finals.filter(({ eventId }) => eventId !== line.eventId) };
    },
  },
  {
    name: 'an acknowledged message is gone, and the places behind it moved up',
    breaks: 'K1',
    apply(run, pick) {
      const index = lineOf(run, 'ok', pick, ({ does }) => does === 'send');
      const line = index === null ? undefined : run.lines[index];
      if (line?.type !== 'ok') return null;
      const gone = line.seq ?? 0;
      const isLeft = ({ seq }: { readonly seq: number }): boolean => seq !== gone;
      const moved = <Row extends { readonly seq: number }>(row: Row): Row =>
        row.seq > gone ? { ...row, seq: row.seq - 1 } : row;
      const finals = run.finals.map((log) =>
        log.eventId === line.eventId
          ? {
              ...log,
              head: log.head - 1,
              entries: log.entries.filter(isLeft).map(moved),
              messages: log.messages.filter(isLeft).map(moved),
            }
          : log,
      );
      return { ...run, finals };
    },
  },
  {
    name: 'a log began anew',
    breaks: 'K4',
    apply: (run) => withLog(run, (log) => ({ ...log, epoch: 'two' })),
  },
];

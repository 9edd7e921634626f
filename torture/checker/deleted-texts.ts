import type { FinalLog } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import type { Texts } from './texts.ts';

interface Kept {
  readonly messageId: string | null;
  readonly content?: string | undefined;
  readonly seq?: number;
  readonly where: string;
}

/**
 * K10, after the run: nothing that a deleted message ever said is in the database, neither where it was said nor
 * anywhere else. The texts of a run are unique, so that one that is there is that message's.
 *
 * @returns how many texts are.
 */
export function checkDeletedTexts(
  finals: readonly FinalLog[],
  logs: ReadonlyMap<string, CheckedLog>,
  { texts, court }: { readonly texts: Texts; readonly court: Court },
): number {
  const gone = new Map<string, string>();
  const deleted = new Set<string>();
  for (const { states } of logs.values()) {
    for (const [id, { deletedAt }] of states) {
      if (deletedAt === null) continue;
      deleted.add(id);
      for (const text of texts.all(id)) gone.set(text, id);
    }
  }
  const leaking = new Set<string>();
  for (const log of finals) {
    for (const { messageId, content = '', seq, where } of everyText(log)) {
      const isOfIt = deleted.has(messageId ?? '') && content !== '';
      const of = isOfIt ? messageId : gone.get(content);
      if (of === undefined || of === null) continue;
      leaking.add(of);
      const what = `the text of ${of}, which was deleted, is in ${where}`;
      const place = { eventId: log.eventId, ...(seq !== undefined && { seq }) };
      court.check('K10', false, () => ({ what, ...place }));
    }
  }
  for (const id of deleted) if (!leaking.has(id)) court.check('K10', true, () => ({ what: '' }));
  return leaking.size;
}

function* everyText({ entries, messages, versions = [] }: FinalLog): Generator<Kept> {
  for (const entry of entries) yield { ...entry, where: 'the log' };
  for (const { id, ...message } of messages) {
    yield { ...message, messageId: id, where: 'the history' };
  }
  for (const version of versions) yield { ...version, where: 'its earlier versions' };
}

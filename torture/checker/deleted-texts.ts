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
  const gone = goneFrom(logs.values(), texts);
  const leaking = new Set<string>();
  for (const log of finals) {
    for (const kept of everyText(log)) {
      const of = gone.textOf(kept);
      if (of === null) continue;
      leaking.add(of);
      const { eventId } = log;
      const what = `the text of ${of}, which was deleted, is in ${kept.where}`;
      court.check('K10', false, () => ({ what, eventId, seq: kept.seq ?? 0 }));
    }
  }
  for (const id of gone.messages) {
    if (!leaking.has(id)) court.check('K10', true, () => ({ what: '' }));
  }
  return leaking.size;
}

interface Gone {
  readonly messages: ReadonlySet<string>;
  /** Of which deleted message this is a text, or would be, since it stands where its text stood. */
  readonly textOf: (kept: Kept) => string | null;
}

function goneFrom(logs: Iterable<CheckedLog>, texts: Texts): Gone {
  const messages = new Set<string>();
  const byText = new Map<string, string>();
  for (const { states } of logs) {
    for (const [id, { deletedAt }] of states) {
      if (deletedAt === null) continue;
      messages.add(id);
      for (const text of texts.all(id)) byText.set(text, id);
    }
  }
  return {
    messages,
    textOf: ({ messageId, content = '' }) =>
      content !== '' && messageId !== null && messages.has(messageId)
        ? messageId
        : (byText.get(content) ?? null),
  };
}

function* everyText({ entries, messages, versions = [] }: FinalLog): Generator<Kept> {
  for (const entry of entries) yield { ...entry, where: 'the log' };
  for (const { id, ...message } of messages) {
    yield { ...message, messageId: id, where: 'the history' };
  }
  for (const version of versions) yield { ...version, where: 'its earlier versions' };
}

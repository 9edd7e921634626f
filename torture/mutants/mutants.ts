import { featureMutants } from './feature-mutants.ts';
import type { Edit, Mutant } from './mutant.ts';

export type { Edit, Mutant } from './mutant.ts';

const tentative = `          batch.forEach((item, index) => (item.tentative = decided[index] ?? null)),`;

const storedWithoutId: Edit = {
  file: 'db/log-rows.ts',
  find: `client_message_id: entry.kind === 'message' ? (entry.clientMessageId ?? null) : null,`,
  replace: `client_message_id: null,`,
};

/** Those of the design, and those of features; nothing in the product knows of them: they are made while it is bundled. */
export const mutants: readonly Mutant[] = [
  {
    name: 'ack-before-commit',
    title: 'acknowledges a message before it is committed',
    run: { seconds: 25, rate: 150, every: 1_500, faults: ['database-crash'] },
    edits: [
      {
        file: 'db/flusher.ts',
        find: tentative,
        replace: `          batch.forEach((item, index) => {
            item.tentative = decided[index] ?? null;
            if (decided[index] !== undefined) item.resolve(decided[index]);
          }),`,
      },
    ],
  },
  {
    name: 'emit-before-commit',
    title: 'shows a message before it is committed',
    run: {
      seconds: 12,
      rate: 150,
      faults: ['database-crash', 'database-ends-connections', 'net-database-reset'],
    },
    edits: [
      {
        file: 'db/flusher.ts',
        find: tentative,
        replace: `          { batch.forEach((item, index) => (item.tentative = decided[index] ?? null));
            onCommitted(decided.flatMap(newEntry)); },`,
      },
    ],
  },
  {
    name: 'no-dedupe',
    title: 'stores each attempt to send a message',
    run: {},
    edits: [
      {
        file: 'domain/decide.ts',
        find: `  if (facts.earlier !== null) return decideRepeat(draft, facts.earlier);`,
        replace: ``,
      },
      storedWithoutId,
    ],
  },
  {
    name: 'dedupe-without-lock',
    title: 'looks for earlier attempts before it has locked the log',
    run: { rate: 100, faults: ['net-database-latency'] },
    edits: [
      {
        file: 'db/log.ts',
        find: `const [headRows = [], settingsRows = [], factRows = [], ...more] = await read([
    lockHeadsStatement(eventIds),
    readSettingsStatement(eventIds),
    readFactsStatement(drafts),
    ...subjects,`,
        replace: `const [factRows = [], settingsRows = [], headRows = [], ...more] = await read([
    readFactsStatement(drafts),
    readSettingsStatement(eventIds),
    lockHeadsStatement(eventIds),
    ...subjects,`,
      },
      storedWithoutId,
      {
        file: 'db/log-rows.ts',
        find: `return { userName, userImage, content, replyTo, mentions, poll, attachments };`,
        replace: `return { userName, userImage, content, replyTo, mentions, poll, attachments, clientMessageId: entry.clientMessageId };`,
      },
      {
        file: 'db/log-facts.ts',
        find: `      and said.client_message_id = a.client_message_id`,
        replace: `      and said.body ->> 'clientMessageId' = a.client_message_id`,
      },
    ],
  },
  {
    name: 'bus-only-delivery',
    title: 'delivers what it hears of, and never reads on in the log',
    run: {},
    edits: [
      {
        file: 'server/feeds/feed.ts',
        find: `if (entry.seq !== delivered + 1 || !isOpen()) return;`,
        replace: `if (entry.seq <= delivered || !isOpen()) return;`,
      },
      {
        file: 'server/feeds/feed.ts',
        find: `if (reading === null && known > delivered && isOpen()) reading = catchUp();`,
        replace: ``,
      },
    ],
  },
  {
    name: 'no-head-poll',
    title: 'never looks whether a log has grown without a hint',
    // What the last fault hides is hidden for good where nothing is said after it.
    run: {
      seconds: 8,
      rate: 20,
      still: 0,
      every: 1_500,
      redis: false,
      faults: ['net-database-refuse'],
    },
    edits: [
      {
        file: 'server/bus/head-poll.ts',
        find: `if (!isStopped) await poll();`,
        replace: ``,
      },
    ],
  },
  {
    name: 'replay-before-auth',
    title: 'lets whoever comes back go on without asking for their right',
    run: { seconds: 15, churn: 10, every: 1_000, faults: ['clients-cut'] },
    edits: [
      {
        file: 'server/resume/resume.ts',
        find: `if (access === null || !takesPart(access.participation)) return false;`,
        replace: `if (access === null) return false;`,
      },
      {
        file: 'server/rooms/join.ts',
        find: `if (!takesPart(participation)) return fail(notTakingPart(participation, 'join its chat'));`,
        replace: `if (participation === null) return fail(notTakingPart(participation, 'join its chat'));`,
      },
    ],
  },
  {
    name: 'rejoin-before-replay-ends',
    title: 'takes a socket that is behind among those in step',
    run: { rate: 100, faults: ['clients-cut'] },
    edits: [
      {
        file: 'server/lanes/lane-set.ts',
        find: `open.delivered === cursor`,
        replace: `open.delivered >= cursor`,
      },
    ],
  },
  {
    name: 'ring-off-by-one',
    title: 'leaves out the first of the recent entries that somebody needs',
    run: { faults: ['clients-cut'] },
    edits: [
      {
        file: 'server/lanes/ring.ts',
        find: `const skipped = seq - (this.#head - this.#items.length);`,
        replace: `const skipped = seq - (this.#head - this.#items.length) + (limit > 1 ? 1 : 0);`,
      },
    ],
  },
  {
    name: 'ring-keeps-what-was-deleted',
    title: 'sends again from memory what was deleted',
    run: { seconds: 3, still: 0, rate: 100, churn: 4, every: 600, faults: ['clients-cut'] },
    edits: [
      {
        file: 'server/lanes/lanes.ts',
        find: `    if (isEmptying(entry)) this.#ring.redact(entry);`,
        replace: ``,
      },
    ],
  },
  {
    name: 'deletion-leaves-the-log',
    title: 'deletes a message where it is shown, and not in the log',
    run: { seconds: 3, still: 0 },
    edits: [
      {
        file: 'db/message-changes.ts',
        find: `        seq = (select seq from message where id = $1)
        or target_id = $1 and kind = 'message-edited'`,
        replace: `        false`,
      },
    ],
  },
  {
    name: 'deletion-keeps-the-pin',
    title: 'leaves a message that is deleted pinned',
    run: { seconds: 8, rate: 100 },
    edits: [
      {
        file: 'db/message-changes.ts',
        find: `delete from pin where message_id = $1`,
        replace: `select $1`,
      },
    ],
  },
  {
    name: 'removal-applied-late',
    title: 'goes on telling people whose participation has ended',
    run: { churn: 8 },
    edits: [
      {
        file: 'server/rooms/room.ts',
        find: `member.ending = { seq, reason: endOf(entry), isBanned: act === 'ban', because };`,
        replace: `member.ending = { seq: entry.seq + 3, reason: endOf(entry) };`,
      },
    ],
  },
  {
    name: 'seq-from-a-sequence',
    title: 'uses up a number for each attempt, stored or not',
    run: { rate: 100 },
    edits: [
      {
        file: 'domain/batch.ts',
        find: `    if (verdict.type !== 'append') return verdict;`,
        replace: `    if (verdict.type !== 'append') {
      sequence.set(verdict.entry?.eventId, this.#next(verdict.entry?.eventId));
      return verdict;
    }`,
      },
      {
        file: 'domain/batch.ts',
        find: `    const seq = (this.#seqs.get(entry.eventId) ?? 0) + 1;`,
        replace: `    const seq = this.#next(entry.eventId);
    sequence.set(entry.eventId, seq);`,
      },
      {
        file: 'domain/batch.ts',
        find: `  #remember(entry: LogEntry): void {`,
        replace: `  #next(eventId) {
    return Math.max(this.#seqs.get(eventId) ?? 0, sequence.get(eventId) ?? 0) + 1;
  }

  #remember(entry: LogEntry): void {`,
      },
      {
        file: 'domain/batch.ts',
        find: `class Batch {`,
        replace: `const sequence = new Map();

class Batch {`,
      },
    ],
  },
  {
    name: 'position-goes-back',
    title: 'lets a late word of what was read undo a later one',
    run: { seconds: 8, rate: 60 },
    edits: [
      {
        file: 'db/reading-positions.ts',
        find: `then greatest(was, least(seq, head_seq))`,
        replace: `then least(seq, head_seq)`,
      },
    ],
  },
  {
    name: 'retry-with-a-new-id',
    title: 'takes each attempt to send a message for another message',
    run: {},
    edits: [
      {
        file: 'domain/send-message.ts',
        find: `...given({ clientMessageId, replyTo, poll }),`,
        replace: `...given({ clientMessageId: clientMessageId && deps.newId(), replyTo, poll }),`,
      },
    ],
  },
  ...featureMutants,
];

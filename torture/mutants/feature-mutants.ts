import type { Mutant } from './mutant.ts';

/** Those of answers, mentions, presence, search, applause, polls, and announcements as the clock makes them in the nodes. */
export const featureMutants: readonly Mutant[] = [
  {
    name: 'announced-words-stay',
    title: 'leaves the words of an announcement in the log when the clock ends it',
    run: { still: 0, organisers: 1 },
    edits: [
      {
        file: 'db/announcement-write.ts',
        find: `seq = (select content_seq from announcement where id = $1)`,
        replace: `seq = (select content_seq from announcement where id = $1) and false`,
      },
    ],
  },
  {
    name: 'clock-shows-again',
    title: 'shows by the clock what is shown already',
    run: { organisers: 1 },
    edits: [
      {
        file: 'domain/decide-announcement.ts',
        find: `if (known.isPublished || (draft.isDue && !isDue(known.scheduledAt, now))) return unchanged;`,
        replace: `if (draft.isDue ? !isDue(known.scheduledAt, now) : known.isPublished) return unchanged;`,
      },
    ],
  },
  {
    name: 'away-stays-on-its-node',
    title: 'tells the other nodes who is there, and not who is away',
    run: { seconds: 3, still: 0, endings: ['presence'] },
    edits: [
      {
        file: 'server/bus/presence.ts',
        find: `...(away.length > 0 && { away: away.join('') }),`,
        replace: ``,
      },
    ],
  },
  {
    name: 'answers-what-is-next',
    title: 'says of an answer that it answers what stands behind the message that it names',
    run: { seconds: 3, still: 0 },
    edits: [
      {
        file: 'domain/decide.ts',
        find: `{ replyTo: { id: replyTo, seq: target.seq } };`,
        replace: `{ replyTo: { id: replyTo, seq: target.seq + 1 } };`,
      },
    ],
  },
  {
    name: 'deletion-keeps-the-mention',
    title: 'leaves a message that is deleted in the inboxes of those whom it mentions',
    run: { seconds: 8, rate: 100 },
    edits: [
      {
        file: 'db/message-changes.ts',
        find: `delete from mention where message_id = $1`,
        replace: `select $1`,
      },
    ],
  },
  {
    name: 'edits-are-not-indexed',
    title: 'leaves what is edited found by the words that it had',
    run: { seconds: 12, rate: 100, endings: ['search'] },
    edits: [
      {
        file: 'db/message-changes.ts',
        find: `insert into search_redo (event_id, seq) select event_id, seq from message where id = $1`,
        replace: `select 1`,
      },
    ],
  },
  {
    name: 'deletion-stays-in-the-index',
    title: 'leaves the words of what is deleted in the index of search',
    run: { seconds: 12, rate: 100, endings: ['search'] },
    edits: [
      {
        file: 'db/message-changes.ts',
        find: `return [lockSearch(eventId), forgetSearched(eventId, messageId), writeDeletion(entry)];`,
        replace: `return [lockSearch(eventId), writeDeletion(entry)];`,
      },
    ],
  },
  {
    name: 'applause-stays-on-its-node',
    title: 'tells the other nodes nothing of applause',
    run: { seconds: 3, still: 0, endings: ['applause'] },
    edits: [{ file: 'server/cheers.ts', find: `own.add(one);`, replace: `` }],
  },
  {
    name: 'applause-one-by-one',
    title: 'tells a room of each applause by itself',
    run: { seconds: 3, still: 0, endings: ['applause'] },
    edits: [
      {
        file: 'server/cheers.ts',
        find: `timer = setTimeout(flush, everyMs);`,
        replace: `timer = setTimeout(flush, 1);`,
      },
    ],
  },
  {
    name: 'vote-counted-anew',
    title: 'counts whoever votes once more, and leaves their earlier vote where it was',
    run: { seconds: 15, still: 0, rate: 60 },
    edits: [
      {
        file: 'domain/decide-poll.ts',
        find: `Number(choices.includes(option)) - Number(before.includes(option));`,
        replace: `Number(choices.includes(option));`,
      },
    ],
  },
  {
    name: 'vote-after-the-end',
    title: 'counts votes in a poll that is over',
    run: { seconds: 20, still: 0, rate: 60 },
    edits: [
      {
        file: 'domain/decide-poll.ts',
        find: `if (poll.isClosed || isDue(poll, now)) return fail(closed);`,
        replace: ``,
      },
    ],
  },
];

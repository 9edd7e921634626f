import type { KnownFacts } from '../domain/batch.ts';
import type { Draft } from '../domain/log.ts';
import type { PollClosedDraft, StoredPoll, VoteDraft } from '../domain/poll-log.ts';
import { toAskedPoll } from './poll-rows.ts';
import type { Statement } from './statements.ts';

const isOfPoll = (draft: Draft): draft is VoteDraft | PollClosedDraft =>
  draft.kind === 'vote' || draft.kind === 'poll-closed';

/**
 * Reads the polls of a batch's votes, and what those who vote have chosen, after its locks. A batch without any asks
 * nothing more than it did.
 */
export function readPollsStatements(drafts: readonly Draft[]): readonly Statement[] {
  const ofPolls = drafts.filter(isOfPoll);
  if (ofPolls.length === 0) return [];
  return [readPolls(ofPolls), readChoices(ofPolls)];
}

const readPolls = (drafts: readonly (VoteDraft | PollClosedDraft)[]): Statement => ({
  name: 'hallway_read_polls',
  text: `
    select p.message_id, m.poll, p.votes, p.voters, p.closed_at is not null as is_closed,
      floor(extract(epoch from p.told_at) * 1000)::float8 as told_ms
    from poll p join message m on m.id = p.message_id
    where p.message_id = any($1::text[]) and m.poll is not null`,
  values: [[...new Set(drafts.map(({ messageId }) => messageId))]],
});

const readChoices = (drafts: readonly (VoteDraft | PollClosedDraft)[]): Statement => ({
  name: 'hallway_read_choices',
  text: `
    with asked as (
      select distinct * from json_to_recordset($1::json) as a (message_id text, user_id text)
      -- Tells the planner how few they are: it takes a function for 100 rows, and reads whole tables.
      limit $2::int
    )
    select v.message_id, v.user_id, v.choices from asked a join poll_vote v using (message_id, user_id)`,
  values: [
    JSON.stringify(
      drafts.map(({ messageId, actorId }) => ({ message_id: messageId, user_id: actorId })),
    ),
    drafts.length,
  ],
});

interface PollRow {
  readonly message_id: string;
  readonly poll: unknown;
  readonly votes: readonly number[];
  readonly voters: number;
  readonly is_closed: boolean;
  readonly told_ms: number | null;
}

interface ChoicesRow {
  readonly message_id: string;
  readonly user_id: string;
  readonly choices: readonly number[];
}

/** The facts with what {@link readPollsStatements} were answered. */
export function withPolls(
  drafts: readonly Draft[],
  facts: readonly KnownFacts[],
  [pollRows, choicesRows]: readonly (readonly unknown[])[],
): readonly KnownFacts[] {
  if (pollRows === undefined || choicesRows === undefined) return facts;
  const polls = new Map(
    (pollRows as readonly PollRow[]).map((row) => [row.message_id, toStoredPoll(row)]),
  );
  const chosen = new Map(
    (choicesRows as readonly ChoicesRow[]).map((row) => [
      keyOf(row.message_id, row.user_id),
      row.choices,
    ]),
  );
  return facts.map((known, index) => {
    const draft = drafts[index];
    if (draft === undefined || !isOfPoll(draft)) return known;
    const { messageId, actorId } = draft;
    const choices = chosen.get(keyOf(messageId, actorId)) ?? [];
    return { ...known, polled: { poll: polls.get(messageId) ?? null, choices } };
  });
}

function toStoredPoll({ poll, votes, voters, is_closed, told_ms }: PollRow): StoredPoll {
  const { options, isMultiple, isAnonymous, closesAt } = toAskedPoll(poll);
  return {
    options: options.length,
    isMultiple,
    isAnonymous,
    ...(closesAt !== undefined && { closesAt }),
    votes,
    voters,
    isClosed: is_closed,
    toldAt: told_ms === null ? null : new Date(told_ms),
  };
}

/** Ids hold no blank, so the parts can't run together. */
const keyOf = (messageId: string, userId: string): string => `${messageId} ${userId}`;

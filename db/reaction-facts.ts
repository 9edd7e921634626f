import type { KnownFacts } from '../domain/batch.ts';
import type { Draft, ReactionDraft } from '../domain/log.ts';
import { ReactionCounts } from './reaction-counts.ts';
import type { Statement } from './statements.ts';

const isReaction = (draft: Draft): draft is ReactionDraft => draft.kind === 'reaction';

/**
 * Reads how messages stand to the reactions of a batch, after its locks. A batch without any asks
 * nothing more than it did.
 */
export function readReactionsStatements(drafts: readonly Draft[]): readonly Statement[] {
  const reactions = drafts.filter(isReaction);
  if (reactions.length === 0) return [];
  return [readCounts(reactions), readOwn(reactions)];
}

const readCounts = (reactions: readonly ReactionDraft[]): Statement => ({
  name: 'hallway_read_reactions',
  text: `select id, reactions from message where id = any($1::text[]) and reactions is not null`,
  values: [[...new Set(reactions.map(({ messageId }) => messageId))]],
});

const readOwn = (reactions: readonly ReactionDraft[]): Statement => ({
  name: 'hallway_read_own_reactions',
  text: `
    with asked as (
      select distinct * from json_to_recordset($1::json) as a (message_id text, user_id text, emoji text)
      -- Tells the planner how few they are: it takes a function for 100 rows, and reads whole tables.
      limit $2::int
    )
    select r.message_id, r.user_id, r.emoji from asked a join reaction r using (message_id, user_id, emoji)`,
  values: [JSON.stringify(reactions.map(toAsked)), reactions.length],
});

const toAsked = ({ messageId, actorId, emoji }: ReactionDraft) => ({
  message_id: messageId,
  user_id: actorId,
  emoji,
});

interface CountsRow {
  readonly id: string;
  readonly reactions: unknown;
}

type OwnRow = ReturnType<typeof toAsked>;

/** The facts with what {@link readReactionsStatements} were answered. */
export function withReactions(
  drafts: readonly Draft[],
  facts: readonly KnownFacts[],
  [countsRows, ownRows]: readonly (readonly unknown[])[],
): readonly KnownFacts[] {
  if (countsRows === undefined || ownRows === undefined) return facts;
  const counts = new Map(
    (countsRows as readonly CountsRow[]).map((row) => [
      row.id,
      ReactionCounts.parse(row.reactions),
    ]),
  );
  const own = new Set((ownRows as readonly OwnRow[]).map(keyOf));
  return facts.map((known, index) => {
    const draft = drafts[index];
    if (draft === undefined || !isReaction(draft)) return known;
    const reactions = counts.get(draft.messageId) ?? [];
    return { ...known, reacting: { reactions, has: own.has(keyOf(toAsked(draft))) } };
  });
}

/** Ids hold no blank, so the parts can't run together. */
const keyOf = ({ message_id, user_id, emoji }: OwnRow): string =>
  `${message_id} ${user_id} ${emoji}`;

import type { MessageEntry } from '../domain/log.ts';
import { mentionedBy } from '../domain/mentions.ts';
import type { Statement } from './statements.ts';

/** What a message writes of whom it mentions; nothing where it mentions nobody. */
export function writeMentions(entry: MessageEntry): readonly Statement[] {
  const { eventId, seq, id, actorId, createdAt, mentions = [] } = entry;
  if (mentions.length === 0) return [];
  const groups = mentions.flatMap((mention) => ('group' in mention ? [mention.group] : []));
  const at = createdAt.toISOString();
  return [
    {
      name: 'hallway_write_mentions',
      text: `
        with groups as (
          insert into group_mention (event_id, seq, to_group, author_id, message_id, created_at)
          select $1, $2, to_group, $6, $3, $4 from unnest($7::text[]) as to_group
        )
        insert into mention (event_id, seq, message_id, created_at, user_id)
        select $1, $2, $3, $4, user_id from unnest($5::text[]) as user_id`,
      values: [eventId, seq, id, at, mentionedBy(entry), actorId, groups],
    },
  ];
}

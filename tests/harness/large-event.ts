import { randomBytes } from 'node:crypto';

import { sql, type Kysely } from 'kysely';
import sharp from 'sharp';

import type { Database } from '../../db/schema.ts';
import type { FileStore } from '../../lib/api/files/file-store.ts';
import { pictureKey, thumbnailKey } from '../../lib/server/file-keys.ts';

interface Size {
  readonly messages: number;
  /** Pictures, each in a message of its own. */
  readonly files: number;
  readonly fileBytes: number;
}

const fileId = (index: number): string =>
  `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/**
 * An event "large", written past the log: messages of the length that people write, every tenth an answer, every twentieth
 * with reactions, of 500 people; and pictures, spread evenly over them.
 */
export async function fillEvent(
  db: Kysely<Database>,
  store: Pick<FileStore, 'put'>,
  size: Size,
): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    for (const statement of statements(size)) await statement.execute(connection);
  });
  const thumbnail = await sharp({
    create: { width: 640, height: 427, channels: 3, background: 'teal' },
  })
    .webp()
    .toBuffer();
  // A picture's first bytes, and then what nothing can pack.
  const head = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();
  for (let index = 1; index <= size.files; index += 1) {
    const bytes = Buffer.concat([head, randomBytes(size.fileBytes - head.length)]);
    await store.put(pictureKey(fileId(index)), bytes);
    await store.put(thumbnailKey(fileId(index)), thumbnail);
  }
}

function statements({ messages, files, fileBytes }: Size) {
  const every = Math.floor(messages / Math.max(1, files));
  const id = sql`'00000000-0000-7000-8000-' || lpad((n / ${sql.lit(every)})::text, 12, '0')`;
  const looks = sql`'id', ${id}, 'kind', 'image', 'name', 'picture ' || n || '.jpg', 'type', 'image/jpeg',
    'size', ${sql.lit(fileBytes)}, 'width', 1200, 'height', 800, 'placeholder', 'UPcJFYB4d3eIeIh4h3iHcHgHcA=='`;
  const brings = sql`n % ${sql.lit(every)} = 0 and n / ${sql.lit(every)} <= ${sql.lit(files)}`;
  return [
    sql`insert into "user" ("id", "name", "email", "emailVerified", "isAnonymous")
      select 'p' || n, 'Person ' || n, 'p' || n || '@example.org', true, false from generate_series(1, 500) n`,
    sql`insert into event (id, title, starts_at, created_by) values ('large', 'Large', now(), 'p1')`,
    sql`insert into event_log_head (event_id, head_seq) values ('large', ${messages * 2})`,
    sql`insert into participation (event_id, user_id, status, role)
      select 'large', 'p' || n, 'attending', case when n = 1 then 'organiser' else 'participant' end from generate_series(1, 500) n`,
    sql`insert into message (id, event_id, seq, user_id, user_name, content, created_at, reply_to, reactions, attachments)
      select 'm' || n, 'large', n * 2, 'p' || n % 500 + 1, 'Person ' || n % 500 + 1, repeat('some words that somebody wrote ', 1 + n % 8),
        now() - make_interval(secs => ${messages} - n),
        case when n % 10 = 0 then json_build_object('id', 'm' || n - 1, 'seq', (n - 1) * 2)::jsonb end,
        case when n % 20 = 0 then '[["👍", 2]]'::jsonb end,
        case when ${brings} then jsonb_build_array(jsonb_build_object(${looks})) end
      from generate_series(1, ${sql.lit(messages)}) n`,
    sql`insert into file (id, event_id, uploader_id, name, size, kind, type, width, height, placeholder, state, message_id)
      select ${id}, 'large', 'p' || n % 500 + 1, 'picture ' || n || '.jpg', ${sql.lit(fileBytes)}, 'image', 'image/jpeg', 1200, 800,
        'UPcJFYB4d3eIeIh4h3iHcHgHcA==', 'ready', 'm' || n from generate_series(1, ${sql.lit(messages)}) n where ${brings}`,
    sql`insert into reaction (message_id, user_id, emoji, seq)
      select 'm' || n * 20, 'p' || who, '👍', n * 40 from generate_series(1, ${sql.lit(Math.floor(messages / 20))}) n, generate_series(1, 2) who`,
    sql`analyze`,
  ];
}

import { sql, type Kysely } from 'kysely';

import type { Participation } from '../domain/rights.ts';
import type { Bans, ParticipantDetails } from '../protocol/rest.ts';
import { toParticipation, type ExplainedRow } from './rooms.ts';
import type { Database } from './schema.ts';

/** Bans shown at once: more than anybody reads. */
const BANS_MAX = 500;

interface Asked {
  readonly eventId: string;
  /** Whose right to know is answered along. */
  readonly askerId: string;
}

interface AskerRow {
  readonly asker: Omit<ExplainedRow, 'banned_at'> & { readonly banned_at: string | null };
}

/** From JSON, where times are text; of them only the ban counts. */
const toAsker = ({ asker }: AskerRow): Participation | null => {
  const bannedAt = asker.banned_at === null ? null : new Date(asker.banned_at);
  return toParticipation({ ...asker, banned_at: bannedAt, muted_until: null, slow_said_at: null });
};

interface ParticipantRow extends AskerRow {
  readonly user_id: string | null;
  readonly name: string;
  readonly image: string | null;
  readonly status: ParticipantDetails['status'];
  readonly role: ParticipantDetails['role'];
  readonly muted_until: Date | null;
  readonly banned_at: Date | null;
}

export interface FoundParticipant {
  readonly asker: Participation | null;
  /** `null`: never took part. To be cut down to what the asker may know. */
  readonly participant: ParticipantDetails | null;
}

/** One person's place in an event; `null` where there is no such event. */
export async function findParticipant(
  db: Kysely<Database>,
  { eventId, askerId, userId }: Asked & { readonly userId: string },
): Promise<FoundParticipant | null> {
  const { rows } = await sql<ParticipantRow>`
    select row_to_json(a) as asker, u."id" as user_id, u."name" as name, u."image" as image,
      p.status, p.role, p.banned_at,
      case when p.muted_until > clock_timestamp() then p.muted_until end as muted_until
    from event e
    left join participation p on p.event_id = e.id and p.user_id = ${userId}
    left join "user" u on u."id" = p.user_id
    ${askerOf(askerId)}
    where e.id = ${eventId}
  `.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  return { asker: toAsker(row), participant: row.user_id === null ? null : toDetails(row) };
}

const askerOf = (askerId: string) => sql`
  cross join lateral (
    select o.status, o.role, o.banned_at, o.ban_reason
    from (select 1) always left join participation o on o.event_id = e.id and o.user_id = ${askerId}
  ) a
`;

const toDetails = (row: ParticipantRow): ParticipantDetails => ({
  userId: row.user_id ?? '',
  name: row.name,
  ...(row.image !== null && { image: row.image }),
  status: row.status,
  role: row.role,
  mutedUntil: row.muted_until?.toISOString() ?? null,
  isBanned: row.banned_at !== null,
});

interface BanRow extends AskerRow {
  readonly user_id: string | null;
  readonly name: string;
  readonly image: string | null;
  readonly banned_at: Date;
  readonly ban_reason: string | null;
}

/** Who is banned from an event, the newest first; `null` where there is no such event. */
export async function listBans(
  db: Kysely<Database>,
  { eventId, askerId }: Asked,
): Promise<{ readonly asker: Participation | null; readonly bans: Bans['bans'] } | null> {
  const { rows } = await sql<BanRow>`
    select row_to_json(a) as asker, u."id" as user_id, u."name" as name, u."image" as image,
      p.banned_at, p.ban_reason
    from event e
    left join participation p on p.event_id = e.id and p.banned_at is not null
    left join "user" u on u."id" = p.user_id
    ${askerOf(askerId)}
    where e.id = ${eventId}
    order by p.banned_at desc limit ${BANS_MAX}
  `.execute(db);
  const [first] = rows;
  if (first === undefined) return null;
  return { asker: toAsker(first), bans: rows.flatMap(toBan) };
}

const toBan = (row: BanRow): Bans['bans'] =>
  row.user_id === null
    ? []
    : [
        {
          userId: row.user_id,
          name: row.name,
          ...(row.image !== null && { image: row.image }),
          bannedAt: row.banned_at.toISOString(),
          reason: row.ban_reason,
        },
      ];

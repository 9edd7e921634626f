import { type Kysely, sql } from 'kysely';

/**
 * Better Auth's tables, as its own migration generator writes them, and the
 * record of ended sessions that the socket server follows. The record is kept
 * by a trigger, so no way of ending a session can forget it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "user" (
    "id" text primary key,
    "name" text not null,
    "email" text not null unique,
    "emailVerified" boolean not null,
    "image" text,
    "createdAt" timestamptz default current_timestamp not null,
    "updatedAt" timestamptz default current_timestamp not null,
    "isAnonymous" boolean
  )`,
  `create table "session" (
    "id" text primary key,
    "expiresAt" timestamptz not null,
    "token" text not null unique,
    "createdAt" timestamptz default current_timestamp not null,
    "updatedAt" timestamptz not null,
    "ipAddress" text,
    "userAgent" text,
    "userId" text not null references "user" ("id") on delete cascade
  )`,
  `create index "session_userId_idx" on "session" ("userId")`,
  `create table "account" (
    "id" text primary key,
    "accountId" text not null,
    "providerId" text not null,
    "userId" text not null references "user" ("id") on delete cascade,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz,
    "scope" text,
    "password" text,
    "createdAt" timestamptz default current_timestamp not null,
    "updatedAt" timestamptz not null
  )`,
  `create index "account_userId_idx" on "account" ("userId")`,
  `create table "verification" (
    "id" text primary key,
    "identifier" text not null,
    "value" text not null,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz default current_timestamp not null,
    "updatedAt" timestamptz default current_timestamp not null
  )`,
  `create index "verification_identifier_idx" on "verification" ("identifier")`,
  `create table "session_revocation" (
    "pos" bigint generated always as identity primary key,
    "session_id" text not null,
    "user_id" text not null,
    "revoked_at" timestamptz not null default clock_timestamp()
  )`,
  `create index "session_revocation_revoked_at_idx" on "session_revocation" ("revoked_at")`,
  `create function record_session_end() returns trigger language plpgsql as $$
  begin
    insert into session_revocation (session_id, user_id) values (old."id", old."userId");
    perform pg_notify('hallway_session', old."id");
    return null;
  end $$`,
  `create trigger session_deleted after delete on "session"
    for each row execute function record_session_end()`,
  `create trigger session_changed after update on "session"
    for each row when (new."expiresAt" < old."expiresAt" or new."token" <> old."token")
    execute function record_session_end()`,
];

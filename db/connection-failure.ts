import { Client } from 'pg';

/** The oldest PostgreSQL that our SQL is written for. */
const OLDEST_MAJOR = 15;

/**
 * Why a database cannot be used, as one sentence for whoever runs the server, with what to do about it.
 * Never repeats the password of the connection string.
 */
export function explainConnectionFailure(error: unknown, url: string): string {
  const { host, name, user } = describeUrl(url);
  switch (codeOf(error) ?? 'none') {
    case 'ECONNREFUSED':
      return `No database answers at ${host}: start it, or correct DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The database's host name in ${host} is not known: correct DATABASE_URL.`;
    case '28P01':
    case '28000':
      return `The database at ${host} refuses the user "${user}": correct the user and the password in DATABASE_URL.`;
    case '3D000':
      return `There is no database "${name}" at ${host}: make it (createdb ${name}), or correct DATABASE_URL.`;
    case '42501':
      return `The user "${user}" may not make tables in the database "${name}" at ${host}: grant it, or use another user in DATABASE_URL.`;
    case '53300':
      return `The database at ${host} has no connection left: raise its max_connections, or stop other programs that use it.`;
    default:
      return `The database at ${host} cannot be used (${reasonOf(error)}): check DATABASE_URL.`;
  }
}

/**
 * Connects once and closes again.
 *
 * @returns undefined if the database can be used, else a sentence for whoever runs the server.
 */
export async function findConnectionFailure(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const answer = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    );
    const major = answer.rows[0]?.major ?? 0;
    if (major >= OLDEST_MAJOR) return undefined;
    return `The database at ${describeUrl(url).host} is PostgreSQL ${major}: Hallway needs ${OLDEST_MAJOR} or newer.`;
  } catch (error) {
    return explainConnectionFailure(error, url);
  } finally {
    await client.end().catch(() => {});
  }
}

function describeUrl(url: string): { host: string; name: string; user: string } {
  const { hostname, port, pathname, username } = new URL(url);
  return {
    host: `${hostname || 'localhost'}:${port || '5432'}`,
    name: decodeURIComponent(pathname.slice(1)) || 'postgres',
    user: decodeURIComponent(username) || 'postgres',
  };
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] || 'no reason given';
}

import type { ReactorsPage } from '../protocol/rest.ts';
import { toCursor } from './cursor.ts';

/** Somebody on a list, and the entry that put them there; nobody where the list is empty. */
export interface PersonRow {
  readonly user_id: string | null;
  readonly seq: number;
  readonly name: string | null;
  readonly image: string | null;
}

/** For people whose account is gone: counted, without a name. */
const GONE_NAME = 'Deleted account';

/** @param rows in order; one more than `limit` where there are more. */
export function toPeoplePage(rows: readonly PersonRow[], limit: number): ReactorsPage {
  const found = rows.flatMap(({ user_id: userId, seq, name, image }) =>
    userId === null ? [] : [{ seq, person: toReactor(userId, name, image) }],
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    people: page.map(({ person }) => person),
    nextCursor: last === undefined ? null : toCursor({ seq: last.seq, id: last.person.userId }),
  };
}

/** Somebody as they are called now, account or not. */
export const toReactor = (userId: string, name: string | null, image: string | null) => ({
  userId,
  userName: name ?? GONE_NAME,
  ...(image !== null && { userImage: image }),
});

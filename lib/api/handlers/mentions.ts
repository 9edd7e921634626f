import { listMentions } from '../../../db/mentions.ts';
import { badCursor } from '../../../domain/refusals.ts';
import type { ProtocolError } from '../../../protocol/errors.ts';
import type { MentionsPage, MentionsQuery } from '../../../protocol/mentions.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

export async function list(
  { db }: Services,
  { person, query }: Call<MentionsQuery>,
): Promise<Result<MentionsPage, ProtocolError>> {
  const page = await listMentions(db, { userId: person.id, ...query });
  return page === null ? fail(badCursor) : ok(page);
}

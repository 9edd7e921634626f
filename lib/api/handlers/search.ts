import { searchMessages, type SearchRequest } from '../../../db/search.ts';
import { badCursor, noSuchEvent, tooFast } from '../../../domain/refusals.ts';
import { notTakingPart } from '../../../domain/rights.ts';
import { parseSearch } from '../../../domain/search-query.ts';
import { refusal, type ProtocolError } from '../../../protocol/errors.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import type { SearchPage, SearchQuery } from '../../../protocol/search.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer = Promise<Result<SearchPage, ProtocolError>>;

const nothingToSearch = refusal(
  'invalid',
  'There is no word in this. Search for words, or for a person.',
);

/** Over all events that one takes part in. */
export const everywhere = (services: Services, { person, query }: Call<SearchQuery>): Answer =>
  search(services, { userId: person.id, query });

export const inEvent = (
  services: Services,
  { person, eventId, query }: Call<SearchQuery>,
): Answer => search(services, { userId: person.id, eventId, query });

interface Asked {
  readonly userId: string;
  readonly eventId?: string;
  readonly query: SearchQuery;
}

async function search({ db, budgets }: Services, asked: Asked): Answer {
  const exceeded = await budgets.searches.take(asked.userId);
  if (exceeded !== null) return fail(tooFast('You are searching too fast.', exceeded));
  const request = toRequest(asked);
  const { clauses, authorName, authorId, hasFile } = request;
  const isOfPerson = authorName !== undefined || authorId !== undefined;
  if (clauses.length === 0 && !isOfPerson && !hasFile) {
    return fail(nothingToSearch);
  }
  const outcome = await searchMessages(db, request);
  switch (outcome.type) {
    case 'found':
      return ok(outcome.page);
    case 'no-such-event':
      return fail(noSuchEvent);
    case 'no-such-cursor':
      return fail(badCursor);
    case 'not-taking-part':
      return fail(notTakingPart(outcome.participation, 'read its chat'));
  }
}

const toRequest = ({ userId, eventId, query }: Asked): SearchRequest => ({
  userId,
  eventId,
  clauses: parseSearch(query.query),
  authorName: query.from?.trim() === '' ? undefined : query.from,
  authorId: query.userId,
  hasFile: query.has === 'file',
  since: toDate(query.since),
  until: toDate(query.until),
  cursor: query.cursor,
  limit: query.limit,
});

const toDate = (time: string | undefined): Date | undefined =>
  time === undefined ? undefined : new Date(time);

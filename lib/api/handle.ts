import {
  noSuchAnnouncement,
  noSuchEvent,
  noSuchExport,
  noSuchFile,
  noSuchMessage,
  noSuchParticipant,
  noSuchQuestion,
  tooFast,
} from '../../domain/refusals.ts';
import { refusal, type ProtocolError } from '../../protocol/errors.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { Id } from '../../protocol/wire.ts';
import { answerFailure } from './answer-failure.ts';
import { discardRest, readJson, readQuery } from './read-request.ts';
import { respond, respondRefusal } from './respond.ts';
import type { Call, JsonRoute, OpenRoute, Params, Route } from './route.ts';
import { routes, type RouteName } from './routes.ts';
import type { Services } from './services.ts';

const signIn = refusal('unauthenticated', 'Please sign in first.');

export interface Incoming {
  readonly name: RouteName;
  readonly request: Request;
  readonly params: Params;
}

/**
 * Answers one request of the API. Always resolves: what goes wrong is logged once,
 * with the route and an id that the answer carries too, and answered without detail.
 */
export async function handle(services: Services, incoming: Incoming): Promise<Response> {
  const { name, request } = incoming;
  try {
    const route: Route = routes[name];
    if (route.kind === 'raw') return await route.handle(services, request);
    if (route.kind === 'open') return await handleOpen(services, route, incoming);
    const call = await toCall(services, route, incoming);
    const result = call.ok ? await route.handle(services, call.value) : call;
    return result.ok ? respond(route.status, result.value) : respondRefusal(result.error);
  } catch (error) {
    return answerFailure(services, name, error);
  } finally {
    void discardRest(request);
  }
}

async function handleOpen(
  services: Services,
  route: OpenRoute,
  incoming: Incoming,
): Promise<Response> {
  const asker = await toAsker(services, route, incoming);
  if (!asker.ok) return respondRefusal(asker.error);
  return route.handle(services, { ...asker.value, request: incoming.request });
}

async function toCall(
  services: Services,
  route: JsonRoute,
  incoming: Incoming,
): Promise<Result<Call, ProtocolError>> {
  const asker = await toAsker(services, route, incoming);
  if (!asker.ok) return asker;
  const { request } = incoming;
  const query = route.query === undefined ? ok(undefined) : readQuery(request, route.query);
  if (!query.ok) return query;
  const body = route.body === undefined ? ok(undefined) : await readJson(request, route.body);
  if (!body.ok) return body;
  return ok({ ...asker.value, query: query.value, body: body.value });
}

/** The order matters: nobody learns of an event, and no body is read, before it is known who asks. */
async function toAsker(
  services: Services,
  route: Pick<Route, 'path'>,
  { request, params }: Incoming,
): Promise<Result<Ids & Pick<Call, 'person' | 'sessionId'>, ProtocolError>> {
  const foreign = services.origins.check(request);
  if (foreign !== null) return fail(foreign);
  const signedIn = await services.accounts.sessions.find(request.headers);
  if (signedIn === null) return fail(signIn);
  const { person, session } = signedIn;
  const exceeded = await services.budgets.requests.take(person.id);
  if (exceeded !== null) return fail(tooFast('Those were many requests at once.', exceeded));
  const ids = readIds(route, params);
  return ids.ok ? ok({ person, sessionId: session.id, ...ids.value }) : ids;
}

type Ids = Pick<
  Call,
  'eventId' | 'messageId' | 'userId' | 'announcementId' | 'questionId' | 'exportId' | 'fileId'
>;

function readIds(route: Pick<Route, 'path'>, params: Params): Result<Ids, ProtocolError> {
  const eventId = readId(route, params, 'eventId');
  if (eventId === null) return fail(noSuchEvent);
  const messageId = readId(route, params, 'messageId');
  if (messageId === null) return fail(noSuchMessage);
  const userId = readId(route, params, 'userId');
  if (userId === null) return fail(noSuchParticipant);
  const announcementId = readId(route, params, 'announcementId');
  if (announcementId === null) return fail(noSuchAnnouncement);
  const questionId = readId(route, params, 'questionId');
  if (questionId === null) return fail(noSuchQuestion);
  const exportId = readId(route, params, 'exportId');
  if (exportId === null) return fail(noSuchExport);
  const fileId = readId(route, params, 'fileId');
  if (fileId === null) return fail(noSuchFile);
  return ok({ eventId, messageId, userId, announcementId, questionId, exportId, fileId });
}

/** Null where the path holds what can't be an id: there is no such thing. */
function readId(route: Pick<Route, 'path'>, params: Params, name: keyof Ids): string | null {
  if (!route.path.includes(`{${name}}`)) return '';
  const parsed = Id.safeParse(params[name]);
  return parsed.success ? parsed.data : null;
}

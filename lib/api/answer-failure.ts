import type { ProtocolError } from '../../protocol/errors.ts';
import { toRefusal, unstorable } from '../server/failures.ts';
import { respondRefusal } from './respond.ts';
import type { Services } from './services.ts';

/** Answers a request that failed: logged once, under an id that the answer carries too, and answered without detail. */
export function answerFailure(
  { logger, newId }: Services,
  route: string,
  error: unknown,
  respond: (refused: ProtocolError) => Response = respondRefusal,
): Response {
  const refused = toRefusal(error);
  const requestId = newId();
  if (refused !== unstorable) logger.error({ error, route, requestId }, `API ${route} failed`);
  const response = respond(refused);
  response.headers.set('x-request-id', requestId);
  return response;
}

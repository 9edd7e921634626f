import { call, type Reply } from './api-person.ts';
import { startApi, type TestApi } from './api.ts';
import { startStack, type Stack, type StackOptions, type TestPerson } from './stack.ts';

/** Somebody of a stack who speaks to its API about announcements of its event. */
export type Announcer = (method: string, path?: string, body?: unknown) => Promise<Reply>;

/** Nodes, and the API beside them over the same database. */
export async function startAnnouncing(options?: StackOptions) {
  const stack = await startStack(options);
  const api = await startApi({ database: stack.database });
  return {
    stack,
    api,
    eventId: stack.eventId,
    /** By path behind `…/announcements`. */
    by: (person: TestPerson): Announcer => announcer(api, stack, person),
    page: async (person: TestPerson, query = '') =>
      (await call(api, 'GET', `/api/events/${stack.eventId}/messages${query}`, bearer(person)))
        .body,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await stack[Symbol.asyncDispose]();
    },
  };
}

const bearer = ({ token }: TestPerson) => ({ headers: { authorization: `Bearer ${token}` } });

const announcer =
  (api: TestApi, { eventId }: Stack, person: TestPerson): Announcer =>
  (method, path = '', body) =>
    call(api, method, `/api/events/${eventId}/announcements${path}`, {
      ...bearer(person),
      ...(body !== undefined && { body }),
    });

/** Writes an announcement and shows it; its id. */
export async function announced(by: Announcer, fields: object = {}): Promise<string> {
  const written = await by('POST', '', { content: 'Doors open', ...fields });
  const shown = await by('PUT', `/${written.body.announcementId}/showing`);
  if (shown.status !== 200) throw new Error(JSON.stringify(shown.body));
  return written.body.announcementId;
}

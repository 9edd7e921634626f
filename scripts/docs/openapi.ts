/** Writes docs/openapi.json from the table of routes and their schemas; with `--check`, fails where they differ. */
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';

import type { JsonRoute, OpenRoute, RawRoute, Route } from '../../lib/api/route.ts';
import { routes } from '../../lib/api/routes.ts';
import { ProtocolError } from '../../protocol/errors.ts';
import { Event, EventChange, EventSettings, NewEvent, Participant } from '../../protocol/rest.ts';
import { EventMessage, Id } from '../../protocol/wire.ts';
import manifest from '../../package.json' with { type: 'json' };
import { accountPaths } from './openapi-accounts.ts';
import { writeGenerated } from './generated.ts';

const Refusal = z
  .object({ error: ProtocolError })
  .meta({ id: 'Refusal', description: 'Why a request was refused, in words and as a code.' });

const refused = (description: string) => ({
  description,
  content: { 'application/json': { schema: Refusal } },
});

const operationOf = (name: string, route: JsonRoute): ZodOpenApiOperationObject => ({
  operationId: name,
  summary: route.summary,
  tags: [route.path.split('/')[4] ?? 'events'],
  security: [{ bearer: [] }, { cookie: [] }],
  requestParams: {
    ...(route.path.includes('{eventId}') && { path: z.object({ eventId: Id }) }),
    ...(route.query instanceof z.ZodObject && { query: route.query }),
  },
  ...(route.body !== undefined && {
    requestBody: { required: true, content: { 'application/json': { schema: route.body } } },
  }),
  responses: {
    [String(route.status)]: {
      description: 'Success',
      ...(route.answer !== null && { content: { 'application/json': { schema: route.answer } } }),
    },
    default: refused('Refused'),
  },
});

const healthOperation = (name: string, route: RawRoute): ZodOpenApiOperationObject => ({
  operationId: name,
  summary: route.summary,
  security: [],
  responses: {
    '200': {
      description: 'Success',
      content: { 'application/json': { schema: z.object({ status: z.literal('ok') }) } },
    },
  },
});

/** Bytes in and out: what they are and which headers go with them says docs/files.md. */
const openOperation = (name: string, route: OpenRoute): ZodOpenApiOperationObject => ({
  operationId: name,
  summary: route.summary,
  tags: [route.type === undefined ? 'files' : (route.path.split('/')[4] ?? 'account')],
  security: [{ bearer: [] }, { cookie: [] }],
  responses: {
    ...(route.type === undefined
      ? { '2XX': { description: 'Success' } }
      : { '200': { description: 'Success', content: { [route.type]: {} } } }),
    default: refused('Refused'),
  },
});

const paths: ZodOpenApiPathsObject = {};
const all: readonly (readonly [string, Route])[] = Object.entries(routes);
for (const [name, route] of all) {
  if (route.kind === 'json') {
    const method = route.method.toLowerCase();
    paths[route.path] = { ...paths[route.path], [method]: operationOf(name, route) };
  } else if (route.kind === 'open') {
    for (const method of route.methods) {
      const operationId = route.methods.length === 1 ? name : `${name}-${method}`;
      const operation = openOperation(operationId, route);
      paths[route.path] = { ...paths[route.path], [method.toLowerCase()]: operation };
    }
  } else if (!route.path.includes('{')) {
    paths[route.path] = { get: healthOperation(name, route) };
  }
}

const document = createDocument({
  openapi: '3.1.0',
  info: {
    title: 'Hallway',
    version: manifest.version,
    description:
      'Times are ISO 8601 in UTC. Text is counted in Unicode code points after trimming. Sign in to get a token, and send it as `Authorization: Bearer …`; pages of the app itself use a cookie.',
  },
  servers: [{ url: 'http://localhost:8081' }],
  paths: { ...accountPaths, ...paths },
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token' },
    },
    schemas: { Refusal, Event, NewEvent, EventChange, EventSettings, EventMessage, Participant },
  },
});

await writeGenerated('docs/openapi.json', JSON.stringify(document));

import type { z } from 'zod';

import type { Person } from '../../domain/log.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import type { Services } from './services.ts';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a path's place-holders stand for, as the router gives it: not checked yet. */
export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One authenticated, parsed request. */
export interface Call<Query = unknown, Body = unknown> {
  readonly person: Person;
  /** The session that the request comes by. */
  readonly sessionId: string;
  /** Empty where the path names no event. */
  readonly eventId: string;
  /** Empty where the path names no message. */
  readonly messageId: string;
  /** Empty where the path names no participant. */
  readonly userId: string;
  /** Empty where the path names no announcement. */
  readonly announcementId: string;
  /** Empty where the path names no question. */
  readonly questionId: string;
  /** Empty where the path names no export. */
  readonly exportId: string;
  /** Empty where the path names no file. */
  readonly fileId: string;
  readonly query: Query;
  readonly body: Body;
}

/** A route of the API with all that its caller and its documentation must know. */
export interface JsonRoute<Query = unknown, Body = unknown, Value = unknown> {
  readonly kind: 'json';
  readonly method: Method;
  /** With place-holders in braces, as in `/api/events/{eventId}`. */
  readonly path: string;
  readonly summary: string;
  /** Status of a success. */
  readonly status: 200 | 201 | 204;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** `null` where a success has no content. */
  readonly answer: z.ZodType<Value> | null;
  readonly handle: (
    services: Services,
    call: Call<Query, Body>,
  ) => Promise<Result<Value, ProtocolError>>;
}

/** A route that speaks for itself: accounts, which are Better Auth's, and the health check. */
export interface RawRoute {
  readonly kind: 'raw';
  readonly methods: readonly Method[];
  readonly path: string;
  readonly summary: string;
  readonly handle: (services: Services, request: Request) => Promise<Response>;
}

/** An authenticated request whose body is not read yet. */
export interface OpenCall extends Pick<Call, 'person' | 'eventId' | 'fileId' | 'exportId'> {
  readonly request: Request;
}

/** A route for whoever is signed in that reads and answers bytes. */
export interface OpenRoute {
  readonly kind: 'open';
  readonly methods: readonly Method[];
  readonly path: string;
  readonly summary: string;
  /** What it answers with, for the documentation; left out where that is of many types. */
  readonly type?: string;
  readonly handle: (services: Services, call: OpenCall) => Promise<Response>;
}

export const open = (route: Omit<OpenRoute, 'kind'>): OpenRoute => ({ kind: 'open', ...route });

export type Route = JsonRoute | RawRoute | OpenRoute;

/** Checks one route's schemas against its handler, then forgets their types: the table is uniform. */
export const json = <Query = undefined, Body = undefined, Value = null>(
  route: Omit<JsonRoute<Query, Body, Value>, 'kind'>,
): JsonRoute =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `handle` gets what these schemas parsed
  ({ kind: 'json', ...route }) as unknown as JsonRoute;

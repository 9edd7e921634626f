import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';

const User = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    image: z.string().nullable(),
    isAnonymous: z.boolean().meta({ description: 'True for guests.' }),
  })
  .meta({ id: 'User' });

const Session = z
  .object({
    id: z.string(),
    token: z.string().meta({
      description:
        'The token of the session that asks; for others their id, which revoke-session takes.',
    }),
    createdAt: z.string(),
    updatedAt: z.string(),
    expiresAt: z.string(),
    userAgent: z.string().nullable(),
  })
  .meta({ id: 'Session' });

const SignedIn = z.object({ token: z.string(), user: User }).meta({ id: 'SignedIn' });
const Failure = z.object({ code: z.string(), message: z.string() }).meta({ id: 'AccountRefusal' });
const Password = z.string().meta({ description: '8 to 128 characters.' });
const Nothing = z.object({});

interface Endpoint {
  readonly path: string;
  readonly method: 'get' | 'post';
  readonly summary: string;
  readonly isOpen?: true;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
}

/** The endpoints of Better Auth that clients need; it has more. */
const endpoints: readonly Endpoint[] = [
  {
    path: 'sign-up/email',
    method: 'post',
    summary: 'Make an account and sign in. A guest who sends this becomes a member in place.',
    isOpen: true,
    body: z.object({ name: z.string(), email: z.string(), password: Password }),
    answer: SignedIn,
  },
  {
    path: 'sign-in/email',
    method: 'post',
    summary: 'Sign in. A guest who sends this hands over their events to the account.',
    isOpen: true,
    body: z.object({ email: z.string(), password: z.string() }),
    answer: SignedIn,
  },
  {
    path: 'sign-in/anonymous',
    method: 'post',
    summary: 'Enter as a guest.',
    isOpen: true,
    body: z.object({ name: z.string().optional() }),
    answer: SignedIn,
  },
  {
    path: 'sign-out',
    method: 'post',
    summary: 'End this session.',
    body: Nothing,
    answer: Nothing,
  },
  {
    path: 'get-session',
    method: 'get',
    summary: 'Who is signed in; `null` where nobody is.',
    answer: z.object({ session: Session, user: User }).nullable(),
  },
  {
    path: 'update-user',
    method: 'post',
    summary: 'Change one’s name or picture.',
    body: z.object({ name: z.string().optional(), image: z.string().nullable().optional() }),
    answer: Nothing,
  },
  {
    path: 'change-password',
    method: 'post',
    summary: 'Change one’s password. Ends every session and answers with a new one.',
    body: z.object({ currentPassword: z.string(), newPassword: Password }),
    answer: SignedIn,
  },
  {
    path: 'list-sessions',
    method: 'get',
    summary: 'Where one is signed in.',
    answer: z.array(Session),
  },
  {
    path: 'revoke-session',
    method: 'post',
    summary: 'End one of one’s sessions.',
    body: z.object({ token: z.string() }),
    answer: Nothing,
  },
  {
    path: 'revoke-sessions',
    method: 'post',
    summary: 'End all of one’s sessions.',
    body: Nothing,
    answer: Nothing,
  },
  {
    path: 'delete-user',
    method: 'post',
    summary: 'Delete one’s account. Guests have no password to give.',
    body: z.object({ password: z.string().optional() }),
    answer: Nothing,
  },
];

const content = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });

export const accountPaths: ZodOpenApiPathsObject = Object.fromEntries(
  endpoints.map(({ path, method, summary, isOpen, body, answer }) => [
    `/api/auth/${path}`,
    {
      [method]: {
        operationId: `auth ${path}`.replaceAll(/[ /-](\w)/g, (_, letter: string) =>
          letter.toUpperCase(),
        ),
        summary,
        tags: ['accounts'],
        security: isOpen ? [] : [{ bearer: [] }, { cookie: [] }],
        ...(body !== undefined && { requestBody: content(body) }),
        responses: {
          '200': { description: 'Success', ...content(answer) },
          default: { description: 'Refused', ...content(Failure) },
        },
      },
    },
  ]),
);

import { expo } from '@better-auth/expo';
import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { APIError } from 'better-auth/api';
import { anonymous, bearer } from 'better-auth/plugins';
import type { PostgresPool } from 'kysely';
import { v7 } from 'uuid';

import { PersonName } from '../../protocol/rest.ts';
import { parseGiven } from '../../protocol/parse.ts';
import { CLIENT_ADDRESS_HEADER } from './client-address.ts';
import { APP_ORIGIN, type OriginRule } from './origin.ts';
import type { Logger } from './ports.ts';

export const PASSWORD_MIN_CHARS = 8;
export const PASSWORD_MAX_CHARS = 128;

/** Name of a guest who gave none. */
const GUEST_NAME = 'Guest';

/** As mail servers have it (RFC 5321). */
const EMAIL_MAX_CHARS = 254;

const IMAGE_URL_MAX_CHARS = 2_000;

/** What we do not offer; each would be a door to look after. */
const DISABLED_PATHS = [
  '/sign-in/social',
  '/link-social',
  '/unlink-account',
  '/refresh-token',
  '/get-access-token',
  '/account-info',
  '/change-email',
  '/update-session',
  '/request-password-reset',
  '/reset-password',
  '/send-verification-email',
  '/verify-email',
  '/delete-anonymous-user',
  '/delete-user/callback',
  '/expo-authorization-proxy',
];

export interface AccountSettings {
  readonly pool: PostgresPool;
  readonly secret: string;
  /** Where people open the app. */
  readonly appUrl: string;
  readonly allowedOrigins: readonly string[];
  readonly origins: OriginRule;
  readonly logger: Logger;
}

type Plugins = BetterAuthPlugin[];

/** What accounts do to the rest of Hallway. */
export interface AccountWiring {
  /** Called where a guest signs in to an account that exists already. */
  readonly onGuestSignsIn: (guestId: string, accountId: string) => Promise<void>;
  /** Deletes the account with all that hangs on it; Better Auth then finds nothing left. */
  readonly onDelete: (userId: string) => Promise<void>;
  readonly plugins: Plugins;
}

/** Better Auth as we use it. Rate limits and body limits are ours, before it is asked (`handlers/auth.ts`). */
export function authOptions(settings: AccountSettings, wiring: AccountWiring): BetterAuthOptions {
  return {
    appName: 'Hallway',
    baseURL: settings.appUrl,
    basePath: '/api/auth',
    secret: settings.secret,
    database: settings.pool,
    trustedOrigins: (request?: Request) => trustedOrigins(settings, request),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_MIN_CHARS,
      maxPasswordLength: PASSWORD_MAX_CHARS,
    },
    // Age is no proof of who holds a session: `requirePassword` asks for the password instead.
    session: { freshAge: 0, cookieCache: { enabled: false } },
    user: { deleteUser: { enabled: true, beforeDelete: ({ id }) => wiring.onDelete(id) } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    disabledPaths: DISABLED_PATHS,
    advanced: {
      // Off by default where NODE_ENV is "test"; our tests are to see what users see.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      database: { generateId: () => v7(), validateSchema: false },
    },
    logger: { level: 'error', log: (level, message) => logLine(settings.logger, level, message) },
    // Refusals become answers all the same; faults come to us, not to the console.
    onAPIError: { throw: true },
    databaseHooks: {
      user: {
        create: {
          before: (user) => {
            if (user['isAnonymous'] !== true) checkEmail(user.email);
            return Promise.resolve({ data: cleanPerson(user) });
          },
        },
        update: { before: (user) => Promise.resolve({ data: cleanPerson(user) }) },
      },
    },
    plugins: [
      bearer(),
      anonymous({
        // A guest who signs in to an account may have written messages: those stay theirs.
        disableDeleteAnonymousUser: true,
        generateName: (ctx) => nameOf(ctx.body as unknown),
        onLinkAccount: ({ anonymousUser, newUser }) =>
          wiring.onGuestSignsIn(anonymousUser.user.id, newUser.user.id),
      }),
      // Its types lack the `| undefined` that our compiler asks for.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      expo() as unknown as BetterAuthPlugin,
      ...wiring.plugins,
    ],
  };
}

function trustedOrigins(settings: AccountSettings, request: Request | undefined): string[] {
  const own = request === undefined ? null : settings.origins.trustedOriginOf(request);
  return [...settings.allowedOrigins, APP_ORIGIN, ...(own === null ? [] : [own])];
}

/** Only the first line, and nothing that came with it: it may hold an address or a token. */
function logLine(logger: Logger, level: string, message: string): void {
  const line = `accounts: ${message.split('\n')[0]?.slice(0, 200)}`;
  if (level === 'error') logger.error({}, line);
  else logger.warn({}, line);
}

function nameOf(body: unknown): string {
  const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined;
  return name === undefined || name === null ? GUEST_NAME : cleanName(name);
}

interface GivenPerson {
  readonly name?: unknown;
  readonly image?: unknown;
}

/** Names as everybody may see them, and pictures that are web addresses; refuses others. */
function cleanPerson({ name, image }: GivenPerson): { name?: string; image?: string | null } {
  return {
    ...(name !== undefined && { name: cleanName(name) }),
    ...(image !== undefined && { image: cleanImage(image) }),
  };
}

export function cleanName(name: unknown): string {
  const parsed = parseGiven(PersonName, name);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues[0]?.message ?? 'Please enter a name.');
}

function cleanImage(image: unknown): string | null {
  if (image === null || image === '') return null;
  const url = typeof image === 'string' && URL.canParse(image) ? new URL(image) : null;
  const isWebUrl = url !== null && /^https?:$/.test(url.protocol);
  if (!isWebUrl || url.href.length > IMAGE_URL_MAX_CHARS) {
    throw invalid('A picture needs an http or https address.');
  }
  // Written out anew: the text that was given may hold what a column can't.
  return url.href;
}

/**
 * Addresses of the top-level domain `.invalid` are place-holders of our own, for
 * guests and for people of other back ends; whoever took one would be in their way.
 */
export function checkEmail(email: string): void {
  if (email.length <= EMAIL_MAX_CHARS && !/\.invalid$/i.test(email)) return;
  throw new APIError('BAD_REQUEST', {
    code: 'INVALID_EMAIL',
    message: "This doesn't look like an e-mail address.",
  });
}

const invalid = (message: string): APIError =>
  new APIError('BAD_REQUEST', { code: 'invalid', message });

import { z } from 'zod';

/** The signed-in person, as screens show them. */
export interface AccountUser {
  readonly id: string;
  readonly name: string;
  /** `null` for guests: the placeholder that the server keeps is nobody's address. */
  readonly email: string | null;
  readonly image: string | null;
  readonly isGuest: boolean;
}

/** One place where the person is signed in. */
export interface AccountSession {
  readonly id: string;
  /** Browser and system in words, as in "Firefox on Windows". */
  readonly device: string;
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  readonly isCurrent: boolean;
}

const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullish(),
  image: z.string().nullish(),
  isAnonymous: z.boolean().nullish(),
});

const SessionData = z.object({
  user: User,
  session: z.object({ id: z.string(), token: z.string() }),
});

const SessionRow = z.object({
  id: z.string(),
  token: z.string(),
  createdAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
  userAgent: z.string().nullish(),
});
export type SessionRow = z.output<typeof SessionRow>;

export interface SignedIn {
  readonly user: AccountUser;
  readonly sessionId: string;
  readonly token: string;
}

/** Reads Better Auth's `get-session`; `null` where nobody is signed in. */
export function readSession(data: unknown): SignedIn | null {
  const parsed = SessionData.safeParse(data);
  if (!parsed.success) return null;
  const { user, session } = parsed.data;
  const isGuest = user.isAnonymous === true;
  return {
    user: {
      id: user.id,
      name: user.name,
      email: isGuest ? null : (user.email ?? null),
      image: user.image ?? null,
      isGuest,
    },
    sessionId: session.id,
    token: session.token,
  };
}

/** Reads Better Auth's `list-sessions`, the most recently used first. */
export const readSessionRows = (data: unknown): readonly SessionRow[] =>
  z
    .array(SessionRow)
    .parse(data)
    .toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());

export const toAccountSession = (row: SessionRow, currentToken: string | null): AccountSession => ({
  id: row.id,
  device: deviceWords(row.userAgent ?? ''),
  startedAt: row.createdAt,
  lastUsedAt: row.updatedAt,
  isCurrent: row.token === currentToken,
});

// Order matters: Edge and Opera also call themselves Chrome, Chrome also Safari.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/okhttp|CFNetwork|Expo/i, 'Hallway app'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad|Darwin|iOS/, 'iOS'],
  [/Android|okhttp/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

const firstMatch = (text: string, table: readonly (readonly [RegExp, string])[]) =>
  table.find(([pattern]) => pattern.test(text))?.[1];

/** "Firefox on Windows", as far as a browser's own description tells. */
export function deviceWords(userAgent: string): string {
  const browser = firstMatch(userAgent, BROWSERS);
  const system = firstMatch(userAgent, SYSTEMS);
  if (browser === undefined) return system ?? 'Unknown device';
  return system === undefined ? browser : `${browser} on ${system}`;
}

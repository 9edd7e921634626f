import { DEMO_LOGINS, DEMO_PASSWORD } from './demo-data.ts';
import type { ReadyDatabase } from './database.ts';
import type { DevOptions } from './dev-options.ts';

export interface WelcomeFacts {
  readonly env: Readonly<Record<string, string>>;
  readonly options: DevOptions;
  readonly database: Pick<ReadyDatabase, 'description'>;
  readonly seconds: number;
}

/** Prints what to open and how to get in. */
export function welcome({ env, options, database, seconds }: WelcomeFacts): void {
  const signIn = env['EXPO_PUBLIC_DEMO'] === '1' ? demoLines() : [['Sign in', 'sign up first']];
  const rows = [
    ...(options.app ? [['Open', String(env['APP_URL'])]] : []),
    ...signIn,
    ['Sockets', String(env['EXPO_PUBLIC_SOCKET_URL'])],
    ['Database', database.description],
    ['Stop', 'Ctrl-C'],
  ] as const;
  const lines = rows.map(([label = '', text = '']) => `    ${label.padEnd(10)}${text}`);
  console.log(['', `  Hallway is ready (${seconds} s)`, '', ...lines, ''].join('\n'));
}

function demoLines(): readonly (readonly [string, string])[] {
  return [
    ['Sign in', `${DEMO_LOGINS.join(' or ')}, password ${DEMO_PASSWORD}`],
    ['', 'or enter as a guest, with a name only'],
  ];
}

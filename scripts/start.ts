import { readDevOptions } from './dev-options.ts';
import { expoStartArgs } from './expo.ts';
import { runWithDatabase } from './with-database.ts';

/** `npm start`: Expo's development server. */
export function main(args: readonly string[]): Promise<number> {
  const { lan } = readDevOptions(args);
  return runWithDatabase(
    {
      args: ({ appPort }) => expoStartArgs(appPort, { lan }),
      port: ({ appPort }) => ({ port: appPort, variable: 'APP_PORT', purpose: 'the app' }),
    },
    { lan },
  );
}

import { openReadyDatabase } from './database.ts';
import { loadEnvironmentFile } from './environment.ts';

/** `npm run db:migrate`: brings the schema up to this code and says so. */
export async function main(): Promise<number> {
  loadEnvironmentFile();
  const database = await openReadyDatabase((line) => console.log(line));
  console.log('The database is up to date.');
  await database[Symbol.asyncDispose]();
  return 0;
}

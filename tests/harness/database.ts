import { inject } from 'vitest';
import { openDatabase, type DatabaseHandle } from '../../db/client.ts';
import { newDatabaseName, runAdmin, withDatabase } from './template.ts';

export interface TestDatabase extends DatabaseHandle {
  readonly url: string;
}

/**
 * A database of the caller's own, empty and migrated; takes some ten milliseconds.
 *
 *     await using database = await createTestDatabase();
 *
 * Disposing it drops it, together with whatever connections are still open to it.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(inject('testDatabaseTemplate'));
}

/** A database without any schema, for tests of the migrations themselves. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template1');
}

async function createFrom(template: string): Promise<TestDatabase> {
  const adminUrl = inject('testDatabaseAdminUrl');
  const name = newDatabaseName('test');
  await runAdmin(adminUrl, `create database ${name} template ${template}`);
  const url = withDatabase(adminUrl, name);
  const handle = openDatabase({ url, name: 'test' });
  return {
    ...handle,
    url,
    async [Symbol.asyncDispose]() {
      await handle[Symbol.asyncDispose]();
      await runAdmin(adminUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

import { expect, test } from 'vitest';
import { readSchemaState } from '../../db/migrate.ts';
import { createEmptyDatabase, createTestDatabase } from '../harness/database.ts';

test('every test gets a migrated database of its own', async () => {
  await using one = await createTestDatabase();
  await using other = await createTestDatabase();
  expect(one.url).not.toBe(other.url);
  expect(await readSchemaState(one.db)).toBe('current');
});

test('an empty database has no schema', async () => {
  await using database = await createEmptyDatabase();
  expect(await readSchemaState(database.db)).toBe('behind');
});

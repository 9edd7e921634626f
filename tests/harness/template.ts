import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { openDatabase } from '../../db/client.ts';
import { migrateToLatest } from '../../db/migrate.ts';

export interface Template {
  readonly name: string;
  drop(): Promise<void>;
}

/** Makes a migrated, empty database that others are cloned from. Nobody may stay connected to it. */
export async function makeTemplate(adminUrl: string): Promise<Template> {
  const name = newDatabaseName('template');
  await runAdmin(adminUrl, `create database ${name}`);
  const handle = openDatabase({ url: withDatabase(adminUrl, name), max: 1, name: 'test template' });
  try {
    await migrateToLatest(handle.db);
  } finally {
    await handle[Symbol.asyncDispose]();
  }
  return { name, drop: () => runAdmin(adminUrl, `drop database if exists ${name} with (force)`) };
}

/** A name that no other run on the same server uses. */
export function newDatabaseName(kind: 'test' | 'template'): string {
  return `hallway_${kind}_${randomUUID().replaceAll('-', '')}`;
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Runs one statement that cannot be in a transaction, on a connection of its own. */
export async function runAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl, application_name: 'test harness' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

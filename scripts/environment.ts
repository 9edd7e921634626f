import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig, type Config } from '../lib/config.ts';
import { ROOT } from './processes.ts';
import { unwritable } from './postgres/place.ts';

/** Adds the variables of the project's file `.env`, if there is one; those that are set already win. */
export function loadEnvironmentFile(): void {
  const file = join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Checks every variable before anything is started. Stand-ins take the place of the two that we fill in
 * ourselves where they are not set.
 */
export function readEarlyConfig(): Config {
  const { DATABASE_URL, AUTH_SECRET } = process.env;
  return readConfig({
    ...process.env,
    DATABASE_URL: DATABASE_URL || 'postgres://localhost/not-started-yet',
    AUTH_SECRET: AUTH_SECRET || 'a stand-in until the real one is made',
  });
}

/** The folder of what a development machine keeps: the database, the secret. */
export function dataFolder(): string {
  return resolve(ROOT, process.env['DATA_FOLDER'] || '.data');
}

/**
 * The secret that signs sessions: AUTH_SECRET, or one that is made once and kept, so that people stay signed in
 * over a restart. For development: in production the servers refuse to start without AUTH_SECRET.
 */
export function authSecret(): string {
  const given = process.env['AUTH_SECRET'];
  if (given !== undefined && given !== '') return given;
  const folder = dataFolder();
  const file = join(folder, 'auth-secret');
  try {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(file)) keepSecret(file);
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** A link appears whole or not at all, and not where another start was faster. */
function keepSecret(file: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

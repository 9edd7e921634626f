import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { StartFailure } from './start-failure.ts';

const required = {
  DATABASE_URL: 'postgres://hallway:secret@db:5432/hallway',
  AUTH_SECRET: 'x'.repeat(32),
};

test('the defaults are those of the seed', () => {
  expect(readConfig(required)).toMatchObject({
    socketPort: 3001,
    appPort: 8081,
    publicSocketUrl: 'http://localhost:3001',
    appUrl: 'http://localhost:8081',
    allowedOrigins: ['http://localhost:8081'],
    logFormat: 'pretty',
    host: '127.0.0.1',
  });
});

test('in production the servers listen on every interface and log JSON', () => {
  const config = readConfig({ ...required, NODE_ENV: 'production', APP_URL: 'https://a.example/' });
  expect(config).toMatchObject({ production: true, host: undefined, logFormat: 'json' });
  expect(config.allowedOrigins).toEqual(['https://a.example']);
});

test('further origins are added to the own one of the app', () => {
  const config = readConfig({
    ...required,
    ALLOWED_ORIGINS: 'https://b.example/, https://c.example',
  });
  expect(config.allowedOrigins).toEqual([
    'http://localhost:8081',
    'https://b.example',
    'https://c.example',
  ]);
});

test('an empty variable counts as one that is not set', () => {
  expect(readConfig({ ...required, SOCKET_PORT: '', REDIS_URL: ' ' })).toMatchObject({
    socketPort: 3001,
    redisUrl: undefined,
  });
});

test('[START-1] every bad value gets one line of its own, which repeats no secret', () => {
  const lines = linesOf({
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    AUTH_SECRET: 'hunter2',
    SOCKET_PORT: '70000',
    LOG_FORMAT: 'xml',
  });
  expect(lines).toHaveLength(4);
  for (const name of ['DATABASE_URL', 'AUTH_SECRET', 'SOCKET_PORT', 'LOG_FORMAT']) {
    expect(lines.filter((line) => line.startsWith(`${name} must be `))).toHaveLength(1);
  }
  expect(lines.join()).not.toContain('hunter2');
});

test('[START-1] what is required and missing is named as well', () => {
  const lines = linesOf({});
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['DATABASE_URL', 'AUTH_SECRET']);
});

function linesOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof StartFailure) return error.lines;
  }
  throw new Error('the configuration was accepted');
}

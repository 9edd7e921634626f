import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { temporaryFolder, type TemporaryFolder } from '../harness/folder.ts';
import { freePort } from '../harness/ports.ts';
import { runNode, type Running } from '../harness/process.ts';
import { openBrowsers, PHONE, type Browsers } from './harness/browser.ts';
import { enterAsGuest, say, sees } from './harness/people.ts';

/** A first start on two slow cores, with room to spare. */
const FIRST_START_MS = 300_000;

let folder: TemporaryFolder;
let dev: Running;
let browsers: Browsers;
let port: number;

beforeAll(async () => {
  port = await freePort();
  const socketPort = await freePort();
  folder = temporaryFolder();
  const env = {
    APP_PORT: String(port),
    SOCKET_PORT: String(socketPort),
    DATA_FOLDER: folder.path,
  };
  dev = runNode(['scripts/run.mjs', 'dev'], { env });
  await dev.prints('Hallway is ready', FIRST_START_MS);
  browsers = await openBrowsers({ url: `http://localhost:${port}`, socketPort });
}, FIRST_START_MS);

afterAll(async () => {
  await browsers?.[Symbol.asyncDispose]();
  dev?.child.kill('SIGINT');
  await dev?.exits();
  folder?.[Symbol.dispose]();
});

test('[START-16] after `npm run dev` a newcomer opens the address, gives a name and chats in the demo event', async () => {
  const nora = await browsers.visitor('Nora', { viewport: PHONE });
  await enterAsGuest(nora, '/');
  await nora.page.getByRole('link', { name: /Hallway demo meetup/ }).click();
  await nora.page.getByRole('button', { name: 'Attending' }).first().click();
  await nora.page.getByRole('button', { name: 'Open chat' }).click();
  await say(nora, 'Hello, I am new here');
  await sees(nora, 'Hello, I am new here');
});

test('[START-17] in development an API call takes at most 30 ms, and a thousand of them leave nothing behind', async () => {
  const token = await signInAsGuest();
  await callApi(token, 300);
  const before = memoryMb();
  const times = await callApi(token, 1_000);
  const median = times.toSorted((a, b) => a - b)[times.length / 2];
  expect(median).toBeLessThanOrEqual(30);
  // A server side that is built anew at each call grew by more than a megabyte a call.
  expect(memoryMb() - before).toBeLessThan(300);
});

async function signInAsGuest(): Promise<string> {
  const response = await fetch(`http://localhost:${port}/api/auth/sign-in/anonymous`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Caller' }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}

async function callApi(token: string, calls: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const startedAt = performance.now();
    const response = await fetch(`http://localhost:${port}/api/events`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Resident memory of Expo's development server. */
function memoryMb(): number {
  const processes = execFileSync('ps', ['-eo', 'rss=,args='], { encoding: 'utf8' }).split('\n');
  const own = processes.find((line) => line.includes(`expo/bin/cli start --port ${port}`));
  return Number.parseInt(own ?? '', 10) / 1_024;
}

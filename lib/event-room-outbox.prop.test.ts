import * as fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import { createScriptedChat } from '../tests/harness/scripted-chat.ts';
import { eventually, openApp } from '../tests/harness/scripted-room.ts';
import { createKeptStorage } from './storage/kept-storage.ts';
import { createMemoryStorage } from './storage/storage.ts';

/**
 * `kill`: the app is killed and started again. `lose`: it is killed in mid-send, and the message is
 * stored. `cut`: the connection is lost. `refuse`: the next send is refused for a moment.
 */
const happenings = fc.array(
  fc.constantFrom('write', 'write', 'write', 'kill', 'lose', 'cut', 'refuse'),
  {
    minLength: 3,
    maxLength: 12,
  },
);

async function play(happened: readonly string[]): Promise<void> {
  const chat = createScriptedChat();
  const server = await chat.start();
  const device = createMemoryStorage();
  const start = () => openApp(server, chat, { storage: createKeptStorage(async () => device) });
  const written: string[] = [];
  let app = start();
  const write = (): void => {
    written.push(`text ${written.length + 1}`);
    app.rooms.get('e1').send(written.at(-1) ?? '');
  };
  const kill = async (): Promise<void> => {
    // What the person sees as waiting for longer than a moment is kept.
    await setImmediate();
    app.kill();
    app = start();
  };
  for (const step of happened) {
    if (step === 'write') write();
    if (step === 'kill') await kill();
    if (step === 'cut') server.io.disconnectSockets(true);
    if (step === 'refuse') {
      let refusals = 1;
      chat.refuseWith((name) =>
        name === 'send-message' && (refusals -= 1) >= 0 ? refusal('unavailable', 'no') : null,
      );
    }
    if (step === 'lose') {
      chat.loseAnswerTo('send-message');
      const before = chat.sends.length;
      write();
      await eventually(() => expect(chat.sends.length).toBeGreaterThan(before));
      await kill();
      chat.refuseWith(() => null);
    }
  }
  await eventually(() => expect(chat.log.length).toBeGreaterThanOrEqual(written.length));
  await eventually(async () => expect(await device.keys('outbox/')).toEqual([]));
  expect(chat.log.map(({ content }) => content)).toEqual(written);
  app.kill();
  await chat.stop();
}

test('[CLIENT-21] [CLIENT-33] whatever is killed, cut, lost or refused, what was written is posted once, in the order of writing', async () => {
  await fc.assert(fc.asyncProperty(happenings, play), { numRuns: 8, endOnFailure: true });
}, 120_000);

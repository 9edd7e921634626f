import { expect, onTestFinished, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import { createScriptedChat } from '../tests/harness/scripted-chat.ts';
import { eventually, isLive, lines, openApp } from '../tests/harness/scripted-room.ts';
import { chosen, scriptUploads } from '../tests/harness/scripted-uploads.ts';
import type { EventRoomSession } from './event-room-session.ts';
import { createKeptStorage } from './storage/kept-storage.ts';
import { createMemoryStorage } from './storage/storage.ts';
import { toUnsentFile } from './uploads/unsent-file.ts';

/** Alice's room, whose files go as the test says, and what the server was asked to send. */
async function startFiles(device = createMemoryStorage()) {
  const chat = createScriptedChat();
  const asked: Record<string, unknown>[] = [];
  chat.refuseWith((name, payload) => {
    if (name === 'send-message') asked.push(payload);
    return null;
  });
  const server = await chat.start();
  onTestFinished(() => chat.stop());
  const start = () => {
    const script = scriptUploads();
    const storage = createKeptStorage(async () => device);
    const app = openApp(server, chat, { storage, openUploads: () => script.uploads });
    const room = app.rooms.get('e1');
    room.open();
    return { ...app, ...script, room };
  };
  return { chat, asked, start };
}

/** Chooses files and sends them with these words. */
function send(room: EventRoomSession, text: string, names: readonly string[]): void {
  const keys = room.uploads.add(names.map((name) => chosen(name)));
  const files = room.uploads.getSnapshot().filter(({ key }) => keys.includes(key));
  expect(room.send(text, { files: files.map(toUnsentFile) })).toMatchObject({ ok: true });
}

const items = (room: EventRoomSession) => {
  const state = room.getSnapshot();
  return state.status === 'refused' ? [] : state.timeline;
};

test('[ATTACH-3] a message waits for its files while others pass it, and brings them in the order they were chosen in', async () => {
  const { asked, start } = await startFiles();
  const { room, transfer, found } = start();
  await isLive(room);
  send(room, '', ['a', 'b']);
  room.send('meanwhile');
  await eventually(() => expect(lines(room)).toEqual(['meanwhile', 'pending: ']));
  for (const [name, id] of [
    ['b', 'fb'],
    ['a', 'fa'],
  ] as const) {
    transfer(name).onSent(id);
    found.set(id, { state: 'ready' });
  }
  await eventually(() => expect(lines(room)).toEqual(['meanwhile', '']));
  expect(asked.map(({ content, attachments }) => ({ content, attachments }))).toEqual([
    { content: 'meanwhile', attachments: undefined },
    { content: '', attachments: ['fa', 'fb'] },
  ]);
  await eventually(() => expect(room.uploads.getSnapshot()).toEqual([]));
});

test('[ATTACH-3] a file that is refused fails its message with the reason; the rest is sent without it, and what has nothing left is not', async () => {
  const { asked, start } = await startFiles();
  const { room, transfer, found } = start();
  await isLive(room);
  send(room, 'look', ['a', 'b']);
  transfer('a').onError(refusal('invalid', 'It is too large.'));
  await eventually(() =>
    expect(items(room)[0]).toMatchObject({
      kind: 'failed',
      error: { message: 'a: It is too large.' },
    }),
  );
  const [failed] = items(room);
  if (failed?.kind !== 'failed') throw new Error('it did not fail');
  room.retry(failed.clientMessageId);
  await eventually(() => expect(lines(room)).toEqual(['pending: look']));
  expect(asked).toEqual([]);
  transfer('b').onSent('fb');
  found.set('fb', { state: 'ready' });
  await eventually(() => expect(asked).toMatchObject([{ content: 'look', attachments: ['fb'] }]));

  send(room, '', ['c']);
  transfer('c').onError(refusal('invalid', 'It is a program.'));
  await eventually(() => expect(items(room).at(-1)?.kind).toBe('failed'));
  const last = items(room).at(-1);
  if (last?.kind !== 'failed') throw new Error('it did not fail');
  room.retry(last.clientMessageId);
  expect(items(room).at(-1)?.kind).toBe('failed');
  room.discard(last.clientMessageId);
  expect(transfer('c').asked.at(-1)).toBe('discard');
  await eventually(() => expect(lines(room)).toEqual(['look']));
});

test('[ATTACH-4] after a restart a message whose files are lost fails with words of it and keeps its own; what was ready is sent', async () => {
  const device = createMemoryStorage();
  const { asked, start } = await startFiles(device);
  const first = start();
  first.client.disconnect();
  send(first.room, 'two views', ['a', 'b']);
  send(first.room, 'ready', ['c']);
  for (const [name, id] of [
    ['a', 'fa'],
    ['c', 'fc'],
  ] as const) {
    first.transfer(name).onSent(id);
    first.found.set(id, { state: 'ready' });
  }
  await eventually(async () => {
    const kept = await Promise.all((await device.keys('outbox/')).map((key) => device.read(key)));
    expect(kept.filter((text) => text?.includes('"attachment"'))).toHaveLength(2);
  });
  first.kill();

  const { room } = start();
  await eventually(() => expect(asked).toMatchObject([{ content: 'ready', attachments: ['fc'] }]));
  await eventually(() =>
    expect(items(room).at(-1)).toMatchObject({
      kind: 'failed',
      content: 'two views',
      error: { message: expect.stringMatching(/closed before b had been uploaded/) },
    }),
  );
  const failed = items(room).at(-1);
  if (failed?.kind !== 'failed') throw new Error('it did not fail');
  room.retry(failed.clientMessageId);
  await eventually(() =>
    expect(asked.at(-1)).toMatchObject({ content: 'two views', attachments: ['fa'] }),
  );
});

import { expect, test, vi } from 'vitest';

import { refusal } from '../../protocol/errors.ts';
import { chosen, scriptUploads } from '../../tests/harness/scripted-uploads.ts';
import type { Uploads } from './uploads.ts';

const states = (uploads: Uploads): readonly string[] =>
  uploads.getSnapshot().map(({ file, state }) => `${file.name} ${state.status}`);
const eventually = (claim: () => void) => vi.waitFor(claim, { timeout: 10_000, interval: 10 });

test('[ATTACH-1] files go a few at a time, in the order in which they were chosen', () => {
  const { uploads, transfer } = scriptUploads();
  uploads.add(['a', 'b', 'c', 'd', 'e'].map((name) => chosen(name)));
  expect(states(uploads)).toEqual([
    'a sending',
    'b sending',
    'c sending',
    'd waiting',
    'e waiting',
  ]);
  transfer('b').onSent('fb');
  expect(states(uploads)).toEqual([
    'a sending',
    'b checking',
    'c sending',
    'd sending',
    'e waiting',
  ]);
  const [first] = uploads.getSnapshot();
  uploads.pause(first?.key ?? '');
  expect(states(uploads).at(-1)).toBe('e sending');
});

test('[ATTACH-1] a file is ready when the server has looked at it, with what the server found', async () => {
  const { uploads, transfer, found } = scriptUploads();
  const [key] = uploads.add([chosen('a.png')]);
  transfer('a.png').onProgress(40);
  expect(uploads.getSnapshot()[0]).toMatchObject({ sentBytes: 40 });
  transfer('a.png').onSent('f1');
  found.set('f1', { state: 'ready', width: 30, height: 20 });
  await eventually(() => expect(states(uploads)).toEqual(['a.png ready']));
  expect(uploads.getSnapshot()[0]).toMatchObject({
    key,
    sentBytes: 100,
    state: { attachment: { id: 'f1', name: 'f1.png', width: 30, height: 20 } },
  });
});

test('[ATTACH-1] what is interrupted goes on by itself, at once when the network is back, and from where it was', async () => {
  const { uploads, transfer } = scriptUploads();
  uploads.add([chosen('a.png')]);
  const { onProgress, onError, asked } = transfer('a.png');
  onProgress(60);
  onError(refusal('unavailable', 'no network'));
  expect(uploads.getSnapshot()[0]).toMatchObject({
    sentBytes: 60,
    state: { status: 'sending', isInterrupted: true },
  });
  expect(asked).toEqual(['start']);
  uploads.wake();
  await eventually(() => expect(asked).toEqual(['start', 'start']));
  onProgress(50);
  expect(uploads.getSnapshot()[0]).toMatchObject({
    sentBytes: 50,
    state: { status: 'sending', isInterrupted: false },
  });
  // Nobody says when: it tries again all the same.
  onError(refusal('unavailable', 'no network'));
  await eventually(() => expect(asked).toEqual(['start', 'start', 'start']));
});

test('[ATTACH-1] one that is paused stays so, whatever comes late, until it is told to go on', async () => {
  const { uploads, transfer } = scriptUploads();
  const [key = ''] = uploads.add([chosen('a.png')]);
  const { onProgress, onError, asked } = transfer('a.png');
  onProgress(30);
  onError(refusal('unavailable', 'no network'));
  uploads.pause(key);
  onProgress(45);
  uploads.wake();
  expect(uploads.getSnapshot()[0]).toMatchObject({ sentBytes: 30, state: { status: 'paused' } });
  await Promise.resolve();
  expect(asked).toEqual(['start', 'stop']);
  uploads.resume(key);
  expect(asked).toEqual(['start', 'stop', 'start']);
  expect(uploads.getSnapshot()[0]).toMatchObject({ sentBytes: 30, state: { status: 'sending' } });
});

test('[ATTACH-2] what is refused stays in its place with the reason, and may be tried again or taken away', async () => {
  const { uploads, transfer, found } = scriptUploads();
  const [key = ''] = uploads.add([chosen('a.png'), chosen('b.png')]);
  transfer('a.png').onError(refusal('invalid', 'Too large.'));
  expect(uploads.getSnapshot()[0]?.state).toMatchObject({
    status: 'refused',
    error: { message: 'Too large.', retryable: false },
  });
  transfer('b.png').onSent('f2');
  found.set('f2', { state: 'refused', refusal: { code: 'not-checked', message: 'Not now.' } });
  await eventually(() => expect(states(uploads)).toEqual(['a.png refused', 'b.png refused']));
  expect(uploads.getSnapshot()[1]?.state).toMatchObject({ error: { retryable: true } });
  const before = transfer('a.png');
  uploads.retry(key);
  expect(before.asked).toEqual(['start', 'discard']);
  expect(transfer('a.png').asked).toEqual(['start']);
  before.onError(refusal('unavailable', 'late'));
  uploads.remove(key);
  expect(transfer('a.png').asked).toEqual(['start', 'discard']);
  expect(states(uploads)).toEqual(['b.png refused']);
});

test('[ATTACH-2] a server that fails again and again ends it, the want of a connection does not', async () => {
  const { uploads, transfer } = scriptUploads();
  uploads.add([chosen('a.png'), chosen('b.png')]);
  for (let fault = 1; fault <= 5; fault += 1) {
    transfer('a.png').onError(refusal('internal', 'A fault.'));
    transfer('b.png').onError(refusal('unavailable', 'No connection.'));
    uploads.wake();
    await Promise.resolve();
  }
  expect(states(uploads)).toEqual(['a.png refused', 'b.png sending']);
});

test('[ATTACH-2] what nobody shows any more is let go, once', () => {
  const { uploads } = scriptUploads();
  const release = vi.fn();
  const [key = ''] = uploads.add([{ ...chosen('a.png'), release }]);
  uploads.hold([key], 'c1');
  expect(uploads.getSnapshot()[0]).toMatchObject({ heldBy: 'c1' });
  uploads.forget([key]);
  uploads.forget([key]);
  expect(release).toHaveBeenCalledTimes(1);
  expect(uploads.getSnapshot()).toEqual([]);
});

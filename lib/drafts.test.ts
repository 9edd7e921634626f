import { expect, test } from 'vitest';

import { createDrafts } from './drafts.ts';
import { createKeptStorage } from './storage/kept-storage.ts';
import { createMemoryStorage, type DeviceStorage } from './storage/storage.ts';

const draftsOn = (device: DeviceStorage) => createDrafts(createKeptStorage(async () => device));
const replyTo = { id: 'm1', seq: 7 };

test('[REPLY-22] what was begun, what it answers and whom it mentions are there again after a restart, for who began it', async () => {
  const device = createMemoryStorage();
  const draft = draftsOn(device).of('olga', 'e1');
  draft.change({ replyTo });
  draft.change({ text: 'Yes @Bob', picks: [{ userId: 'bob', name: 'Bob' }] });
  const begun = { text: 'Yes @Bob', picks: [{ userId: 'bob', name: 'Bob' }], replyTo };
  await expect
    .poll(async () => JSON.parse((await device.read('draft:olga:e1')) ?? ''))
    .toEqual(begun);

  const later = draftsOn(device);
  expect(later.of('olga', 'e1')).toBe(later.of('olga', 'e1'));
  await expect.poll(() => later.of('olga', 'e1').getSnapshot()).toEqual(begun);
  for (const [person, event] of [
    ['bob', 'e1'],
    ['olga', 'e2'],
  ] as const) {
    expect(later.of(person, event).getSnapshot().text).toBe('');
  }
  later.of('olga', 'e1').change({ text: '' });
  expect(later.of('olga', 'e1').getSnapshot()).toEqual({ text: '', picks: [], replyTo });
  later.of('olga', 'e1').change({ replyTo: null });
  await expect.poll(() => device.keys('')).toEqual([]);
});

test('[REPLY-22] what is written before the kept draft was read counts more; a sign-out leaves nothing', async () => {
  const device = createMemoryStorage();
  await device.write('draft:olga:e1', JSON.stringify({ text: 'kept', picks: [], replyTo }));
  await device.write('draft:bob:e1', JSON.stringify({ text: 'his', picks: [], replyTo: null }));
  const drafts = draftsOn(device);
  const draft = drafts.of('olga', 'e1');
  draft.change({ text: 'new' });
  await expect.poll(() => draft.getSnapshot()).toEqual({ text: 'new', picks: [], replyTo });
  drafts.forget();
  expect(draft.getSnapshot().text).toBe('');
  await expect.poll(() => device.keys('')).toEqual([]);
});

test('[REPLY-22] however fast one types, the device writes one at a time, and the last in the end', async () => {
  const device = createMemoryStorage();
  const writes: string[] = [];
  let isWriting = false;
  const slow: DeviceStorage = {
    ...device,
    async write(key, text) {
      expect(isWriting).toBe(false);
      isWriting = true;
      writes.push(text);
      await new Promise(setImmediate);
      await device.write(key, text);
      isWriting = false;
    },
  };
  const draft = draftsOn(slow).of('olga', 'e1');
  for (let length = 1; length <= 100; length += 1) draft.change({ text: 'x'.repeat(length) });
  await expect.poll(() => device.read('draft:olga:e1')).toContain('x'.repeat(100));
  expect(writes.length).toBeLessThan(5);
});

import { expect, test, vi } from 'vitest';

import { createKeptStorage } from './kept-storage.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createMemoryStorage } from './storage.ts';
import type { DeviceStorage } from './storage.ts';
import { createNoTabs } from './tabs.ts';

const outboxOver = (device: DeviceStorage) =>
  createOutboxStore({
    storage: createKeptStorage(async () => device),
    tabs: createNoTabs(),
    userId: 'alice',
    now: () => new Date(),
  });

test('[CLIENT-33] an entry that can not be read at this moment is not taken for a damaged one', async () => {
  const device = createMemoryStorage();
  const written = outboxOver(device);
  await written.keep({
    clientMessageId: 'c1',
    eventId: 'e1',
    content: 'hello',
    createdAt: new Date().toISOString(),
    order: written.nextOrder(),
    attempts: 0,
    error: null,
  });
  const busy = { ...device, read: () => Promise.reject(new Error('busy')) };
  expect(await outboxOver(busy).load()).toEqual([]);
  expect(await outboxOver(device).load()).toMatchObject([{ content: 'hello' }]);
});

test('[CLIENT-36] a device that throws at once, as a closed database does, is one that keeps nothing', async () => {
  const closing = (): never => {
    throw new Error('the database is closing');
  };
  const storage = createKeptStorage(async () => ({
    read: closing,
    write: closing,
    remove: closing,
    keys: closing,
  }));
  await storage.write('key', 'text');
  await storage.writeIfPossible('other', 'text');
  expect(await storage.read('key')).toBe('text');
  expect(await storage.keys('')).toEqual(['key']);
  await storage.remove('key');
  expect(await storage.read('key')).toBeNull();
  expect(storage.isDurable.getSnapshot()).toBe(false);
});

test('[CLIENT-36] what the device did not take is kept on it as soon as it takes anything again', async () => {
  const device = createMemoryStorage();
  let isFull = true;
  const write: DeviceStorage['write'] = (key, text) =>
    isFull ? Promise.reject(new Error('full')) : device.write(key, text);
  const storage = createKeptStorage(async () => ({ ...device, write }));
  await storage.write('one', '1');
  expect(storage.isDurable.getSnapshot()).toBe(false);
  isFull = false;
  await storage.write('two', '2');
  expect(await device.read('one')).toBe('1');
  expect(storage.isDurable.getSnapshot()).toBe(true);
});

test('[CLIENT-36] a device that is slow to open keeps what was written before', async () => {
  vi.useFakeTimers();
  try {
    const device = createMemoryStorage();
    const { promise, resolve } = Promise.withResolvers<DeviceStorage>();
    const storage = createKeptStorage(() => promise);
    const writing = storage.write('one', '1');
    await vi.advanceTimersByTimeAsync(2_500);
    await writing;
    expect(storage.isDurable.getSnapshot()).toBe(false);
    resolve(device);
    await vi.advanceTimersByTimeAsync(0);
    expect(await device.read('one')).toBe('1');
    expect(storage.isDurable.getSnapshot()).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

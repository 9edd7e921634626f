import { expect, test } from 'vitest';

import { areHidden, createHiddenPins } from './hidden-pins.ts';
import { createKeptStorage } from './storage/kept-storage.ts';
import { createMemoryStorage } from './storage/storage.ts';

const of = (eventId: string, ...messageIds: readonly string[]) => ({ eventId, messageIds });

test('[PIN-24] pins stay hidden until another one comes, also one that was there before, and after a restart', async () => {
  const device = createMemoryStorage();
  const open = () => createHiddenPins(createKeptStorage(async () => device));
  const pins = open();
  const isHidden = (...ids: readonly string[]) => areHidden(pins.getSnapshot(), of('e1', ...ids));
  expect(isHidden('m1')).toBe(false);
  pins.hide('e1', ['m2', 'm1']);
  expect(isHidden('m2', 'm1')).toBe(true);
  expect(isHidden('m1')).toBe(true);
  expect(isHidden('m3', 'm2', 'm1')).toBe(false);
  expect(areHidden(pins.getSnapshot(), of('e2', 'm1'))).toBe(false);

  pins.follow('e1', ['m2']);
  pins.follow('e2', ['m1']);
  expect(isHidden('m2')).toBe(true);
  expect(isHidden('m1', 'm2')).toBe(false);
  await expect.poll(() => device.read('hidden-pins')).toBe('[["e1",["m2"]]]');
  const later = open();
  await expect.poll(() => later.getSnapshot()).toEqual(pins.getSnapshot());

  pins.follow('e1', ['m3', 'm2']);
  expect(isHidden('m2')).toBe(false);
  pins.hide('e1', ['m2']);
  pins.show('e1');
  expect(isHidden('m2')).toBe(false);
  pins.forget();
  await expect.poll(() => device.read('hidden-pins')).toBeNull();
});

test('[PIN-24] only the 50 events that were touched last are known, and damaged data is dropped', async () => {
  const device = createMemoryStorage();
  await device.write('hidden-pins', '[["e1",7]]');
  const pins = createHiddenPins(createKeptStorage(async () => device));
  for (let count = 1; count <= 51; count += 1) pins.hide(`e${count}`, ['m']);
  expect(pins.getSnapshot().map(([id]) => id)).toEqual(
    Array.from({ length: 50 }, (_, index) => `e${index + 2}`),
  );
});

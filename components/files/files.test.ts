import { expect, test } from 'vitest';

import { endingWords, filesWords, kindOf, playWords, saidWords, sizeWords } from './file-words';
import { GAP, gridRows, singleSize } from './image-layout';

const file = (kind: 'image' | 'video' | 'audio' | 'document', name = 'a') => ({ kind, name });

test('[ATTACH-8] a quote says what a message brings where it has no words', () => {
  expect(filesWords([file('image')])).toBe('Photo');
  expect(filesWords([file('image'), file('image'), file('image')])).toBe('3 photos');
  expect(filesWords([file('document', 'Plan.pdf')])).toBe('Plan.pdf');
  expect(filesWords([file('image'), file('audio')])).toBe('2 files');
  expect(saidWords('look', [file('image')])).toBe('look');
  expect(saidWords('')).toBe('');
});

test('[ATTACH-7] sizes, endings and lengths are said as people know them', () => {
  expect([0, 999, 999.6, 1_000, 2_449_000, 99_949_999, 100_000_000].map(sizeWords)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 KB',
    '1.0 KB',
    '2.4 MB',
    '100 MB',
    '100 MB',
  ]);
  expect(
    ['a.pdf', 'a.tar.gz', 'README', 'a.not-one', 'a.'].map((name) => endingWords({ name })),
  ).toEqual(['PDF', 'GZ', 'File', 'File', 'File']);
  expect([0, 61_900, 3_600_000 + 62_000].map(playWords)).toEqual(['0:00', '1:01', '1:01:02']);
  expect(['image/png', 'image/svg+xml', 'video/mp4', 'application/pdf', ''].map(kindOf)).toEqual([
    'image',
    'document',
    'video',
    'document',
    'document',
  ]);
});

test('[ATTACH-7] a picture has its place before it is there, in its own shape, also where nothing is known of it', () => {
  expect(singleSize({ width: 4_000, height: 3_000 }, 320)).toEqual({ width: 320, height: 240 });
  expect(singleSize({ width: 1_000, height: 4_000 }, 320)).toEqual({ width: 110, height: 380 });
  expect(singleSize({ width: 5_000, height: 200 }, 320)).toEqual({ width: 320, height: 110 });
  expect(singleSize({ width: 200, height: 150 }, 320)).toEqual({ width: 200, height: 150 });
  expect(singleSize({ width: 8, height: 8 }, 320)).toEqual({ width: 110, height: 110 });
  expect(singleSize(undefined, 320)).toEqual({ width: 320, height: 240 });
});

test('[ATTACH-7] several pictures fill rows of one width, each of them once', () => {
  for (let count = 2; count <= 12; count += 1) {
    const rows = gridRows(count, 320);
    expect(rows.flat()).toHaveLength(count);
    for (const row of rows) {
      const used = row.reduce((sum, { width }) => sum + width, GAP * (row.length - 1));
      expect(used).toBeGreaterThan(320 - row.length);
      expect(used).toBeLessThanOrEqual(320);
    }
  }
});

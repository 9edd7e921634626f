import { useEffect, useState } from 'react';

import { partSent, type Upload } from '@/lib/uploads/upload';

/** Between two things that are read out of what is on its way. */
const EVERY_MS = 5_000;

/** How far files are, in words that change seldom: what is read out each second can't be listened to. */
export function useUploadWords(uploads: readonly Upload[]): string {
  const words = uploadWords(uploads);
  const [said, setSaid] = useState({ words, at: 0 });
  useEffect(() => {
    if (words === said.words) return undefined;
    const wait = Math.max(0, said.at + EVERY_MS - Date.now());
    const timer = setTimeout(() => setSaid({ words, at: Date.now() }), wait);
    return () => clearTimeout(timer);
  }, [words, said]);
  return said.words;
}

/** What is under way, and how far. */
export function uploadWords(uploads: readonly Upload[]): string {
  const going = uploads.filter(
    ({ state }) => state.status === 'sending' || state.status === 'waiting',
  );
  const [first] = going;
  if (first === undefined) {
    return uploads.length > 0 && uploads.every(({ state }) => state.status === 'ready')
      ? readyWords(uploads)
      : '';
  }
  const sum = (of: (upload: Upload) => number) => going.reduce((total, up) => total + of(up), 0);
  const total = sum(({ file }) => file.size);
  const part = total === 0 ? partSent(first) : sum(({ sentBytes }) => sentBytes) / total;
  const what = going.length === 1 ? first.file.name : `${going.length} files`;
  return `Uploading ${what}, ${Math.floor(part * 100)} percent`;
}

const readyWords = ([first, ...others]: readonly Upload[]): string =>
  others.length === 0
    ? `${first?.file.name ?? ''} is ready to be sent`
    : `${others.length + 1} files are ready to be sent`;

import { useEffect, useState } from 'react';

import { parseJson } from '@/lib/storage/parse-json';
import { isUnderWay, type Upload } from '@/lib/uploads/upload';

import { ofComposer } from './composer-files';
import type { LostFiles } from './platform-parts';

const keyOf = (eventId: string): string => `hallway-files:${eventId}`;

function namesKept(eventId: string): readonly string[] {
  try {
    const names = parseJson(sessionStorage.getItem(keyOf(eventId)));
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    // A browser that keeps nothing for anybody.
    return [];
  }
}

function keepNames(eventId: string, names: readonly string[]): void {
  try {
    if (names.length === 0) sessionStorage.removeItem(keyOf(eventId));
    else sessionStorage.setItem(keyOf(eventId), JSON.stringify(names));
  } catch {
    // Then nothing is said of them after a reload.
  }
}

const lostWords = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0
    ? `${first} was not sent before the page was loaded anew. Choose it again.`
    : `${others.length + 1} files were not sent before the page was loaded anew. Choose them again.`;

/**
 * Remembers in this tab what lies with the message that is being written: a page that is loaded anew has no files.
 * Leaving while some are on their way has the browser ask first.
 */
export function useLostFiles(eventId: string, all: readonly Upload[]): LostFiles {
  const uploads = ofComposer(all);
  const [lost, setLost] = useState<readonly string[]>(() =>
    uploads.length === 0 ? namesKept(eventId) : [],
  );
  const names = uploads.map(({ file }) => file.name).join('\n');
  useEffect(() => {
    keepNames(eventId, names === '' ? [] : names.split('\n'));
  }, [eventId, names]);
  useAskBeforeLeaving(all.some(isUnderWay));
  return { words: lost.length === 0 ? null : lostWords(lost), forget: () => setLost([]) };
}

function useAskBeforeLeaving(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}

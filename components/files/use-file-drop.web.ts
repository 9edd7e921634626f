import { type RefObject, useEffect, useState } from 'react';
import type { View } from 'react-native';

import type { FileDrop } from './platform-parts';

/** Whether files are held over the view: what is dropped on it is taken, and what is pasted while it is on the page. */
export function useFileDrop(view: RefObject<View | null>, { onFiles }: FileDrop): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const element = view.current as unknown as HTMLElement | null;
    if (element === null) return undefined;
    const page = new AbortController();
    const { signal } = page;
    followDrops(element, { onFiles, setOver, signal });
    document.addEventListener('paste', (event) => pasted(event, onFiles), { signal });
    return () => {
      page.abort();
      setOver(false);
    };
  }, [view, onFiles]);
  return isOver && onFiles !== null;
}

interface Following extends FileDrop {
  readonly setOver: (isOver: boolean) => void;
  readonly signal: AbortSignal;
}

function followDrops(element: HTMLElement, { onFiles, setOver, signal }: Following): void {
  // The pointer enters each thing inside before it leaves the one around it.
  let depth = 0;
  const on = (
    name: 'dragenter' | 'dragover' | 'dragleave' | 'drop',
    act: (event: DragEvent) => void,
  ) =>
    element.addEventListener(
      name,
      (event) => {
        if (!bringsFiles(event.dataTransfer)) return;
        // Else the browser would open the file in place of the page.
        event.preventDefault();
        act(event);
      },
      { signal },
    );
  on('dragenter', () => setOver((depth += 1) > 0));
  on('dragleave', () => setOver((depth -= 1) > 0));
  on('dragover', ({ dataTransfer }) => {
    if (dataTransfer !== null) dataTransfer.dropEffect = onFiles === null ? 'none' : 'copy';
  });
  on('drop', ({ dataTransfer }) => {
    depth = 0;
    setOver(false);
    const files = [...(dataTransfer?.files ?? [])];
    if (files.length > 0) onFiles?.(files);
  });
}

const bringsFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') === true;

/** What was copied from a text has a picture of it beside the words: those are what is meant. */
function pasted(event: ClipboardEvent, onFiles: FileDrop['onFiles']): void {
  const { clipboardData: data, target } = event;
  const isInDialog = target instanceof Element && target.closest('[role=dialog]') !== null;
  if (onFiles === null || isInDialog || !bringsFiles(data)) return;
  if (data === null || data.types.includes('text/plain')) return;
  event.preventDefault();
  onFiles([...data.files]);
}

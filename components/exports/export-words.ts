import { timeWords } from '@/components/announcements/announcement-words';
import type { Export } from '@/protocol/rest';

/** "Made today at 14:05, 1.2 MB". */
export function titleWords({ state, createdAt, progress, bytes }: Export): string {
  const at = timeWords(new Date(createdAt));
  switch (state) {
    case 'waiting':
      return 'Waiting for its turn…';
    case 'running':
      return `Being made: ${Math.round(progress * 100)} %`;
    case 'ready':
      return `Made ${at}${bytes === null ? '' : `, ${sizeWords(bytes)}`}`;
    case 'failed':
      return `Could not be made, ${at}`;
  }
}

/** What may be done about it, and until when. */
export function hintWords({ state, expiresAt }: Export): string {
  if (state === 'failed') return 'Please try again. If it fails again, tell who runs this Hallway.';
  if (state !== 'ready' || expiresAt === null) return 'You can leave this page and come back.';
  return `Kept until ${timeWords(new Date(expiresAt))}`;
}

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** "340 kB", "1.2 MB": as file managers count. */
export function sizeWords(bytes: number): string {
  let size = Math.max(1, bytes / 1_000);
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${size < 9.95 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}

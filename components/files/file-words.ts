import type { FileKind } from '@/protocol/wire';

interface Named {
  readonly kind: FileKind;
  readonly name: string;
}

const ONE = { image: 'Photo', video: 'Video', audio: 'Audio' } as const;
const MANY = { image: 'photos', video: 'videos', audio: 'audio files', document: 'files' } as const;

/** A message's files in short, as a quote of it says them. */
export function filesWords(files: readonly Named[]): string {
  const [first] = files;
  if (first === undefined) return '';
  if (files.length === 1) return first.kind === 'document' ? first.name : ONE[first.kind];
  const kind = files.every((file) => file.kind === first.kind) ? first.kind : 'document';
  return `${files.length} ${MANY[kind]}`;
}

/** What a message says in short: its words, or what its files are. */
export const saidWords = (content: string, files: readonly Named[] = []): string =>
  content === '' ? filesWords(files) : content;

const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;
const STEP = 1_000;

/** A size as people know it from their devices. */
export function sizeWords(bytes: number): string {
  let size = bytes;
  let unit = 0;
  // What would be rounded to 1,000 is 1 of the next.
  while (size >= STEP - 0.5 && unit < UNITS.length - 1) {
    size /= STEP;
    unit += 1;
  }
  const digits = unit > 0 && size < 9.95 ? 1 : 0;
  return `${size.toFixed(digits)} ${UNITS[unit]}`;
}

const ENDING_MAX_CHARS = 5;

/** What sort of file it is: its ending, where it has one that says so. */
export function endingWords({ name }: Pick<Named, 'name'>): string {
  const ending = name.includes('.') ? (name.split('.').at(-1) ?? '') : '';
  const isWord = /^[a-z0-9]+$/iu.test(ending) && ending.length <= ENDING_MAX_CHARS;
  return isWord ? ending.toUpperCase() : 'File';
}

/** How long a sound or a video is, or how far one has heard it. */
export function playWords(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** How a file of this type is shown; what the server finds in it counts more. */
export function kindOf(type: string): FileKind {
  const [family = '', sort] = type.split('/');
  // A drawing may hold programs: it is for download.
  if (sort?.startsWith('svg')) return 'document';
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

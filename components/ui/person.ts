/** One or two letters for a name: of its first and last word; "?" where there is none. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0];
  if (first === undefined) return '?';
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last]
    .map((word) => (word === undefined ? '' : firstCharacter(word)))
    .join('')
    .toUpperCase();
}

// A flag or a family emoji is several code points, and must not be cut.
function firstCharacter(word: string): string {
  if (typeof Intl.Segmenter !== 'function') return [...word][0] ?? '';
  return new Intl.Segmenter().segment(word)[Symbol.iterator]().next().value?.segment ?? '';
}

/** Always the same number below `count` for the same id. */
export function colourIndex(id: string, count: number): number {
  let hash = 0;
  for (let index = 0; index < id.length; index += 1) {
    hash = (hash * 31 + id.charCodeAt(index)) >>> 0;
  }
  return hash % count;
}

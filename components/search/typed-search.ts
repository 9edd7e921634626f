import type { SearchRequest } from '@/lib/rest-client';

/** What somebody typed, taken apart. */
export type TypedSearch = Pick<SearchRequest, 'query' | 'from' | 'since' | 'until' | 'has'>;

const OPERATOR = /(?<=^|\s)(from|after|before|has):("[^"]*"?|\S*)/giu;
const DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/**
 * Reads `from:ana`, `from:"Ana López"`, `after:2026-11-20`, `before:2026-11-22` and `has:file` out of what was typed;
 * the rest are words. Days begin at this device's midnight; what is no day yet says nothing.
 */
export function readTyped(text: string): TypedSearch {
  const search: { from?: string; since?: string; until?: string; has?: 'file' } = {};
  const rest = text.replace(OPERATOR, (_, operator: string, given: string) => {
    const value = given.replaceAll('"', '').trim();
    const name = operator.toLowerCase();
    if (name === 'from') {
      if (value !== '') search.from = value;
      return '';
    }
    if (name === 'has') {
      if (/^files?$/iu.test(value)) search.has = 'file';
      return '';
    }
    const day = toDay(value);
    if (day !== null) search[name === 'after' ? 'since' : 'until'] = day;
    return '';
  });
  return { query: rest.trim(), ...search };
}

function toDay(value: string): string | null {
  const [, year, month, day] = DAY.exec(value) ?? [];
  if (year === undefined) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  const isReal = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
  return isReal ? date.toISOString() : null;
}

/** Whether there is something to search for: words, a person, or files. */
export const isSearch = ({ query, from, has }: TypedSearch): boolean =>
  (query ?? '') !== '' || from !== undefined || has !== undefined;

import { NEVER_TOGETHER, word, WORDS } from './words.ts';

interface Kind {
  readonly name: string;
  readonly words: () => string;
}

const rank = (from: number, to: number): number => Math.floor(from + Math.random() * (to - from));

/** What people search for; the first is what the ratio is of, since it fills a page in each history. */
export const SEARCHES: readonly Kind[] = [
  { name: 'a word that is often said', words: () => word(rank(0, 20)) },
  { name: 'a beginning', words: () => word(rank(100, 1_000)).slice(0, 3) },
  { name: 'a word that is seldom said', words: () => word(rank(WORDS / 4, WORDS)) },
  { name: 'two words', words: () => `${word(rank(0, 300))} ${word(rank(0, 300))}` },
  { name: 'a phrase', words: () => `"${word(rank(0, 30))} ${word(rank(0, 30))}"` },
  { name: 'a frequent phrase', words: () => `"${word(rank(0, 6))} ${word(rank(0, 6))}"` },
  { name: 'two frequent words, never together', words: () => NEVER_TOGETHER.join(' ') },
  {
    name: 'a phrase of frequent words, never said',
    words: () => `"${NEVER_TOGETHER[0]} ${word(rank(0, 4))}"`,
  },
  {
    name: 'two letters and a seldom word',
    words: () => `${word(rank(0, 50)).slice(0, 2)} ${word(rank(5_000, 20_000))}`,
  },
  { name: 'two Chinese signs', words: () => '会议' },
  { name: 'what nobody said', words: () => `qqxy${rank(0, 1_000)}` },
  { name: 'a mistyped word', words: () => word(rank(0, 2_000)).replace(/(.)(.)$/, '$2$1') },
];

interface Place {
  readonly apiUrl: string;
  readonly token: string;
  readonly eventId: string;
}

/** Searches an event through the API, which must answer. */
export async function searchFor({ apiUrl, token, eventId }: Place, query: string): Promise<void> {
  const url = `${apiUrl}/api/events/${eventId}/search?${new URLSearchParams({ query })}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`a search was answered with ${response.status}`);
  await response.json();
}

/*
 * Words that are written as often as words are: a few in every second message, most of them seldom. The same in SQL,
 * which writes a million messages of them, and here, where they are searched for.
 */
const BEGINNINGS =
  'ba be bo da de do fa fe fo ga ge go ha he ho ka ke ko la le lo ma me mo na ne no pa pe po ra re ro sa se so ta te to va ve vo wa we wo za ze zo bi di'.split(
    ' ',
  );
const ENDINGS =
  'bel cor dan fer gil hum jad kir lon mur nes pol rin sal tev vol wen xar yot zim bru cla dre fli gro kla ple sta tri cho'.split(
    ' ',
  );
const MIDDLES = [...BEGINNINGS, 'ri', 'li', 'ni', 'ti', 'mi', 'si', 'vi', 'pi', 'gi', 'ki'];

/** Words that there are; the first are the most frequent. */
export const WORDS = BEGINNINGS.length * MIDDLES.length * ENDINGS.length;

/** Half of all messages have the one, half the other, as their last word. */
export const NEVER_TOGETHER = ['evenly', 'oddly'] as const;

/** How far the frequent ones are before the seldom ones. */
const SKEW = 4;

/** The word of a rank, from 0 on. */
export function word(rank: number): string {
  const beginning = BEGINNINGS[rank % BEGINNINGS.length] ?? '';
  const middle = MIDDLES[Math.floor(rank / BEGINNINGS.length) % MIDDLES.length] ?? '';
  const ending = ENDINGS[Math.floor(rank / (BEGINNINGS.length * MIDDLES.length))] ?? '';
  return beginning + middle + ending;
}

const sqlArray = (words: readonly string[]): string => `array['${words.join(`','`)}']`;

/** A function `pg_temp.bench_word()` that answers words as often as they are written. */
export const CREATE_WORD = `
  create or replace function pg_temp.bench_word(rank int) returns text language sql immutable return
    (${sqlArray(BEGINNINGS)})[rank % ${BEGINNINGS.length} + 1]
    || (${sqlArray(MIDDLES)})[rank / ${BEGINNINGS.length} % ${MIDDLES.length} + 1]
    || (${sqlArray(ENDINGS)})[rank / ${BEGINNINGS.length * MIDDLES.length} + 1]`;

/** A rank in SQL, by chance. */
export const RANDOM_RANK = `(floor(${WORDS} * power(random(), ${SKEW})))::int`;

interface Counts {
  readonly attendingCount: number;
  readonly interestedCount: number;
}

/** "12 attending · 3 interested"; a zero is left out, and two zeros are an invitation. */
export function countWords({ attendingCount, interestedCount }: Counts): string {
  const words = [
    attendingCount > 0 && `${attendingCount.toLocaleString()} attending`,
    interestedCount > 0 && `${interestedCount.toLocaleString()} interested`,
  ].filter((part) => part !== false);
  return words.length === 0 ? 'Be the first to join' : words.join(' · ');
}

/** "1 vote", "12 votes". */
export const votesWords = (votes: number): string => `${votes} ${votes === 1 ? 'vote' : 'votes'}`;

import type { PersonKey } from './demo-data.ts';

/** A poll of the demo meetup's organiser, and what each chose, by place. */
export const poll = {
  minutesAgo: 3,
  author: 'alice',
  question: 'What shall tomorrow’s open table be about?',
  options: ['Maps without a network', 'Testing with cables pulled', 'Beginners’ questions'],
  votes: { bob: 1, chiara: 0, diego: 1, emeka: 1, fatima: 2 },
} as const;

/** Answers a message of the demo, by its place among them from the end: 1 is the last. */
export const replies = [
  { author: 'bob', minutesAgo: 5, toLast: 1, content: 'More cake, please. And more on testing.' },
] as const;

interface DemoReaction {
  /** Which message, by its place from the end: 1 is the last. */
  readonly toLast: number;
  readonly emoji: string;
  readonly from: readonly PersonKey[];
}

export const reactions: readonly DemoReaction[] = [
  { toLast: 6, emoji: '🍰', from: ['bob', 'chiara', 'fatima'] },
  { toLast: 2, emoji: '🎉', from: ['alice', 'diego', 'fatima'] },
  { toLast: 2, emoji: '😂', from: ['bob', 'chiara'] },
  { toLast: 1, emoji: '❤️', from: ['emeka'] },
];

/** For the stage; the last one waits for whoever moderates. */
export const questions = [
  {
    author: 'chiara',
    content: 'How do you test what happens when the network dies in the middle of a message?',
    votes: ['bob', 'diego', 'emeka', 'fatima'],
    isApproved: true,
  },
  {
    author: 'diego',
    content: 'Will the slides be online afterwards?',
    votes: ['chiara', 'fatima'],
    isApproved: true,
  },
  {
    author: 'fatima',
    content: 'What would you do differently if you began today?',
    votes: [],
    isApproved: false,
  },
] as const;

import type { PersonKey } from './demo-data.ts';

export interface DemoMessage {
  readonly author: PersonKey;
  readonly minutesAgo: number;
  readonly content: string;
}

const YESTERDAY = 24 * 60;

/** The chat of the demo meetup: its first day, then today. */
const lines: readonly (readonly [PersonKey, number, string])[] = [
  ['alice', YESTERDAY + 190, 'Good morning and welcome, everyone! Doors are open 🎉'],
  ['bob', YESTERDAY + 188, 'Morning! Is there coffee already?'],
  [
    'alice',
    YESTERDAY + 187,
    'Ground floor, next to the cloakroom. The good machine is the left one.',
  ],
  ['chiara', YESTERDAY + 181, 'On the tram, there in ten minutes.'],
  ['diego', YESTERDAY + 176, 'Can somebody keep a seat free near a socket? My battery is at 9 %.'],
  [
    'emeka',
    YESTERDAY + 175,
    'Third row, right side, there is an extension lead. I put my jacket on the chair for you.',
  ],
  ['diego', YESTERDAY + 174, 'You are a hero, thank you!'],
  [
    'fatima',
    YESTERDAY + 160,
    'The Wi-Fi name is “library-guest”, the password is on the whiteboard.',
  ],
  ['bob', YESTERDAY + 158, 'And if it drops: this chat catches up by itself once you are back.'],
  [
    'alice',
    YESTERDAY + 150,
    'First talk starts in ten minutes: Grace on maps that work without a network.',
  ],
  ['chiara', YESTERDAY + 141, 'Made it. Full house!'],
  ['emeka', YESTERDAY + 118, 'That demo with the aeroplane mode was brilliant.'],
  ['diego', YESTERDAY + 117, 'Are the slides anywhere?'],
  [
    'grace',
    YESTERDAY + 112,
    'Thanks, all! I will put the slides up tonight: https://example.com/offline-maps',
  ],
  [
    'fatima',
    YESTERDAY + 96,
    'Question for tomorrow’s panel: what do you do when two people change the same thing offline?',
  ],
  ['bob', YESTERDAY + 94, 'Put it on the board, that is a good one.'],
  [
    'alice',
    YESTERDAY + 61,
    'Lunch is served in the courtyard. Vegetarian on the left, everything is labelled.',
  ],
  ['chiara', YESTERDAY + 52, 'The lentil soup!'],
  ['diego', YESTERDAY + 50, 'Second helping, no regrets.'],
  [
    'emeka',
    YESTERDAY + 12,
    'Workshop group B: we moved to room 2, the projector in room 1 gave up.',
  ],
  ['fatima', YESTERDAY + 9, 'Thanks, was just wondering why I was alone here 😄'],
  ['alice', YESTERDAY - 70, 'That was day one. Thank you all, see you tomorrow at ten!'],
  ['bob', YESTERDAY - 72, 'Some of us are off to the place by the river. Come along!'],
  ['chiara', YESTERDAY - 85, 'Table is under “Hallway”, we are eight so far.'],
  ['diego', 176, 'Morning! Somebody left a blue umbrella at the restaurant, I have it.'],
  ['grace', 171, 'Mine! Thank you, I will find you at the break.'],
  ['alice', 165, 'Good morning! Today: panel at half past, then open tables until four.'],
  ['emeka', 149, 'Could somebody film the panel? I am stuck on a train.'],
  ['bob', 147, 'On it. Where are you?'],
  ['emeka', 146, 'Somewhere with cows. Signal comes and goes.'],
  ['fatima', 121, 'The panel is taking questions from this chat now, write them here.'],
  ['chiara', 119, 'How do you test what happens when the network dies in the middle of a message?'],
  ['emeka', 118, 'I can answer that one from the train 😅'],
  ['grace', 104, 'Honest answer from the stage: “we pulled the cable, many times”.'],
  [
    'alice',
    66,
    'Open tables: maps in the corner, testing by the window, beginners right in front.',
  ],
  ['diego', 58, 'The testing table has cake. Just saying.'],
  ['fatima', 41, 'Is there still room at the beginners’ table?'],
  ['bob', 39, 'Plenty, come over! I am the one with the green scarf.'],
  ['emeka', 14, 'Arrived! Only four hours late.'],
  [
    'alice',
    6,
    'There he is! Cake is at the testing table. What did we miss, and what should we talk about next?',
  ],
];

export const messages: readonly DemoMessage[] = lines.map(([author, minutesAgo, content]) => ({
  author,
  minutesAgo,
  content,
}));

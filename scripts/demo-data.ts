/** What `npm run dev` shows at its first start. Times are relative to the moment of loading. */

const HOUR = 60;
const DAY = 24 * HOUR;

export const DEMO_PASSWORD = 'hallway-demo';
export const DEMO_LOGINS = ['alice@example.com', 'bob@example.com'] as const;

/** People with an account that one can sign in to. */
export const accounts = {
  alice: { name: 'Alice Ahmed', email: DEMO_LOGINS[0] },
  bob: { name: 'Bob Brandt', email: DEMO_LOGINS[1] },
} as const;

/** People without one: they are there to talk. */
export const others = {
  chiara: { id: 'demo-chiara', name: 'Chiara Conti' },
  diego: { id: 'demo-diego', name: 'Diego Duarte' },
  emeka: { id: 'demo-emeka', name: 'Emeka Eze' },
  fatima: { id: 'demo-fatima', name: 'Fatima Farouk' },
  grace: { id: 'demo-grace', name: 'Grace Guo' },
} as const;

export type PersonKey = keyof typeof accounts | keyof typeof others;
export const MEETUP_ID = 'demo-meetup';

export interface DemoEvent {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly place: string;
  /** Days from today; negative is past. */
  readonly startsInDays: number;
  /** Hour of this machine's day. */
  readonly atHour: number;
  readonly lastsMinutes: number;
  readonly organiser: PersonKey;
  readonly attending: readonly PersonKey[];
  readonly interested: readonly PersonKey[];
}

export const events: readonly DemoEvent[] = [
  {
    id: MEETUP_ID,
    title: 'Hallway demo meetup',
    description:
      'A week of short talks and long breaks. Everything you can do in Hallway, you can try in here: write, see who is typing, come and go.',
    place: 'The old library, second floor',
    startsInDays: -1,
    atHour: 9,
    lastsMinutes: 7 * DAY,
    organiser: 'alice',
    attending: ['bob', 'chiara', 'diego', 'emeka', 'fatima'],
    interested: ['grace'],
  },
  {
    id: 'demo-lightning-talks',
    title: 'Lightning talks',
    description: 'Five minutes each, no slides needed. Put your topic into the chat.',
    place: 'Room 2',
    startsInDays: 2,
    atHour: 18,
    lastsMinutes: 2 * HOUR,
    organiser: 'bob',
    attending: ['alice', 'emeka', 'grace'],
    interested: ['chiara', 'diego'],
  },
  {
    id: 'demo-city-walk',
    title: 'Walk through the old town',
    description: 'Two hours at an easy pace, coffee at the end. Meet at the fountain.',
    place: 'Fountain on the market square',
    startsInDays: 5,
    atHour: 14,
    lastsMinutes: 2 * HOUR,
    organiser: 'chiara',
    attending: ['fatima'],
    interested: ['alice', 'grace'],
  },
  {
    id: 'demo-kick-off',
    title: 'Organisers’ kick-off',
    description: 'Who does what, and who has the keys.',
    place: 'Online',
    startsInDays: -9,
    atHour: 17,
    lastsMinutes: HOUR,
    organiser: 'alice',
    attending: ['bob', 'chiara'],
    interested: [],
  },
];

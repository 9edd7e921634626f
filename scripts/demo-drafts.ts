import type { Draft, Person } from '../domain/log.ts';
import { pollText } from '../domain/poll.ts';
import { poll, questions, reactions, replies } from './demo-answers.ts';
import { MEETUP_ID, type PersonKey } from './demo-data.ts';
import { messages } from './demo-messages.ts';

type People = Readonly<Record<PersonKey, Person>>;

const MINUTE_MS = 60_000;
const POLL_ID = 'demo-poll';

const inMeetup = { eventId: MEETUP_ID } as const;
const idOf = (index: number): string => `demo-message-${index + 1}`;
/** `1` is the last. */
const idFromEnd = (place: number): string => idOf(messages.length - place);

interface Said {
  readonly author: PersonKey;
  readonly minutesAgo: number;
  readonly content: string;
}

const say = (people: People, { author, minutesAgo, content }: Said) =>
  ({
    kind: 'message',
    ...inMeetup,
    author: people[author],
    content,
    importedAt: new Date(Date.now() - minutesAgo * MINUTE_MS),
  }) as const;

/** What is said in the demo meetup. */
export const messageDrafts = (people: People): readonly Draft[] =>
  messages.map((message, index) => ({ ...say(people, message), id: idOf(index) }));

/** Batches of what people made of that, one after the other: replies and a poll, what was chosen and felt, questions. */
export const answerDrafts = (people: People): readonly (readonly Draft[])[] => [
  [...replyDrafts(people), pollDraft(people)],
  [...reactionDrafts(people), ...voteDrafts(people)],
  ...questionDrafts(people),
];

const replyDrafts = (people: People): readonly Draft[] =>
  replies.map((reply, index) => ({
    ...say(people, reply),
    id: `demo-reply-${index + 1}`,
    replyTo: idFromEnd(reply.toLast),
  }));

function pollDraft(people: People): Draft {
  const { question, options } = poll;
  const asked = { question, options: [...options], isMultiple: false, isAnonymous: false };
  return { ...say(people, { ...poll, content: pollText(asked) }), id: POLL_ID, poll: asked };
}

const reactionDrafts = (people: People): readonly Draft[] =>
  reactions.flatMap(({ toLast, emoji, from }) =>
    from.map((key) => ({
      kind: 'reaction' as const,
      ...inMeetup,
      messageId: idFromEnd(toLast),
      actorId: people[key].id,
      emoji,
      on: true,
    })),
  );

const voteDrafts = (people: People): readonly Draft[] =>
  Object.entries(poll.votes).map(([key, choice]) => ({
    kind: 'vote',
    ...inMeetup,
    messageId: POLL_ID,
    actorId: people[key as PersonKey].id,
    choices: [choice],
    isHurried: true,
  }));

function questionDrafts(people: People): readonly (readonly Draft[])[] {
  const asked = questions.map((question, index) => ({
    ...question,
    of: { ...inMeetup, questionId: `demo-question-${index + 1}` },
  }));
  return [
    asked.map(({ of, author, content }) => ({
      kind: 'ask-question',
      ...of,
      actorId: people[author].id,
      content,
    })),
    asked.flatMap(({ of, isApproved }) =>
      isApproved
        ? [{ kind: 'question-state', ...of, actorId: people.alice.id, state: 'approved' } as const]
        : [],
    ),
    asked.flatMap(({ of, votes }) =>
      votes.map((key) => ({
        kind: 'question-vote' as const,
        ...of,
        actorId: people[key].id,
        on: true,
        isHurried: true as const,
      })),
    ),
  ];
}

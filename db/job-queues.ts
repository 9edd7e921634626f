import { z } from 'zod';

/** How one queue's jobs are done. */
interface JobQueue<Payload extends z.ZodType> {
  /** What a job says: names of what to look at, which its worker then reads; it may have changed meanwhile. */
  readonly payload: Payload;
  /** Jobs that a node has in hand at the same time. */
  readonly atOnce: number;
  /** Of a job that a node took and did not end, from when on another one does it; also of one that takes that long. */
  readonly expireSeconds: number;
  readonly retry: {
    readonly limit: number;
    /** After the first failure; twice as long after each more, up to the maximum. */
    readonly delaySeconds: number;
    readonly delayMaxSeconds: number;
  };
  /** How long a job that is done is kept, for whoever looks for one. */
  readonly keptSeconds: number;
}

const queue = <Payload extends z.ZodType>(details: JobQueue<Payload>): JobQueue<Payload> => details;

/** The queues of jobs; `npm run db:migrate` makes those that a database does not have. Each node works on all. */
export const jobQueues = {
  /** When an announcement has to be looked at: it is shown, or ended, if that is due then. */
  announcement: queue({
    payload: z.object({
      eventId: z.string(),
      announcementId: z.string(),
      /** Who set the time. */
      actorId: z.string(),
    }),
    // What is due in the same minute of a big event, and far less than a node can do.
    atOnce: 50,
    expireSeconds: 30,
    retry: { limit: 20, delaySeconds: 2, delayMaxSeconds: 60 },
    keptSeconds: 86_400,
  }),
  /** When a poll has to be looked at: it is closed, if that is due then. */
  poll: queue({
    payload: z.object({
      eventId: z.string(),
      messageId: z.string(),
      /** Who asked it. */
      actorId: z.string(),
    }),
    atOnce: 50,
    expireSeconds: 30,
    retry: { limit: 20, delaySeconds: 2, delayMaxSeconds: 60 },
    keptSeconds: 86_400,
  }),
  /** When a message has a first link that it did not have before: it gets a preview, if its page gives one. */
  'link-preview': queue({
    payload: z.object({ eventId: z.string(), messageId: z.string() }),
    // What one process of its own reads at once.
    atOnce: 16,
    // Longer than a page can keep it, the wait for its site's turn included.
    expireSeconds: 60,
    retry: { limit: 5, delaySeconds: 5, delayMaxSeconds: 60 },
    // An organiser who deletes a message does not want to find its trace for long.
    keptSeconds: 3_600,
  }),
};

export type QueueName = keyof typeof jobQueues;

/** What a queue's job says. */
export type JobOf<Name extends QueueName> = z.output<(typeof jobQueues)[Name]['payload']>;

/** What does a queue's jobs: a job whose worker throws is done again later, and so is one whose node ended before it. */
export type JobWorkers = {
  readonly [Name in QueueName]: (job: JobOf<Name>) => Promise<void>;
};

export const queueNames = Object.keys(jobQueues) as readonly QueueName[];

import type { Kysely } from 'kysely';
import { createEvent } from '../db/events.ts';
import { appendBatch } from '../db/log.ts';
import type { Database } from '../db/schema.ts';
import { newEventDetails } from '../domain/events.ts';
import type { Draft, Person } from '../domain/log.ts';
import type { Appended } from '../domain/ports.ts';
import { createBackend, type Backend } from '../lib/api/backend.ts';
import type { Config } from '../lib/config.ts';
import type { Result } from '../protocol/result.ts';
import {
  accounts,
  DEMO_PASSWORD,
  events,
  others,
  type DemoEvent,
  type PersonKey,
} from './demo-data.ts';
import { answerDrafts, messageDrafts } from './demo-drafts.ts';

const MINUTE_MS = 60_000;

type People = Readonly<Record<PersonKey, Person>>;
type Db = Kysely<Database>;

/** Adds what is missing of the demo, by the same ways that the app takes. Loading it again changes nothing. */
export async function loadDemo(db: Db, config: Config): Promise<void> {
  const people = await loadPeople(db, config);
  for (const event of events) await loadEvent(db, event, people);
  const [first] = await append(db, messageDrafts(people));
  // What people have done with the demo since is theirs.
  if (first?.type !== 'appended') return;
  for (const drafts of answerDrafts(people)) await append(db, drafts);
}

async function loadPeople(db: Db, config: Config): Promise<People> {
  await using backend = await createBackend({ config });
  for (const account of Object.values(accounts)) {
    if ((await findAccount(db, account.email)) === undefined)
      await signUp(backend, config, account);
  }
  const [alice, bob] = await Promise.all([
    findAccount(db, accounts.alice.email),
    findAccount(db, accounts.bob.email),
  ]);
  if (alice === undefined || bob === undefined) throw new Error('a demo account is not there');
  return { ...others, alice, bob };
}

async function signUp(
  backend: Backend,
  { appUrl }: Config,
  account: { readonly name: string; readonly email: string },
): Promise<void> {
  const request = new Request(`${appUrl}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(appUrl).origin },
    body: JSON.stringify({ ...account, password: DEMO_PASSWORD }),
  });
  const response = await backend.handle('auth', request, {});
  if (!response.ok) throw new Error(`signing up ${account.email}: ${await response.text()}`);
}

function findAccount(db: Db, email: string): Promise<Person | undefined> {
  return db.selectFrom('user').select(['id', 'name']).where('email', '=', email).executeTakeFirst();
}

async function loadEvent(db: Db, event: DemoEvent, people: People): Promise<void> {
  const creator = people[event.organiser];
  // An organiser without an account is known to the database only once something of theirs is in a log.
  const found = await db
    .selectFrom('event')
    .select('id')
    .where('id', '=', event.id)
    .executeTakeFirst();
  if (found === undefined) {
    const startsAt = new Date();
    startsAt.setDate(startsAt.getDate() + event.startsInDays);
    startsAt.setHours(event.atHour, 0, 0, 0);
    const endsAt = new Date(startsAt.getTime() + event.lastsMinutes * MINUTE_MS);
    const { title, description, place } = event;
    const details = valueOf(
      newEventDetails({
        title,
        description,
        place,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
      }),
    );
    valueOf(await createEvent(db, { id: event.id, creator, details }));
  }
  await append(db, participations(event, people));
}

function participations(event: DemoEvent, people: People): readonly Draft[] {
  const draft = (status: 'attending' | 'interested') => (key: PersonKey) =>
    ({
      kind: 'participation',
      eventId: event.id,
      person: people[key],
      status,
      imported: true,
    }) as const;
  return [...event.attending.map(draft('attending')), ...event.interested.map(draft('interested'))];
}

const append = async (db: Db, drafts: readonly Draft[]): Promise<readonly Appended[]> =>
  (await appendBatch(db, drafts)).map(valueOf);

/** The demo's data are ours: a refusal is a mistake in them. */
function valueOf<Value>(result: Result<Value, { readonly message: string }>): Value {
  if (!result.ok) throw new Error(`the demo was refused: ${result.error.message}`);
  return result.value;
}

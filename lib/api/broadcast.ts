import { z } from 'zod';

import type { Draft, Person } from '../../domain/log.ts';
import type { EventLog } from '../../domain/ports.ts';
import { PersonName } from '../../protocol/rest.ts';
import { Id, MessageText, ParticipationStatus } from '../../protocol/wire.ts';

/** What another back end may put into an event's log; see `lib/socket-broadcast.ts`. */
export interface Broadcast {
  readonly participation: (given: unknown) => Promise<void>;
  readonly message: (given: unknown) => Promise<void>;
}

const Image = z
  .url({ protocol: /^https?$/, error: 'a picture needs an http or https address' })
  .max(2_000)
  .nullish();

const Message = z.object({
  id: Id,
  eventId: Id,
  userId: Id,
  content: MessageText,
  userName: PersonName,
  userImage: Image,
  createdAt: z.iso.datetime({ offset: true, error: 'a time is ISO 8601, as from toISOString()' }),
});

const Participation = z
  .object({
    eventId: Id,
    userId: Id,
    status: ParticipationStatus.nullable(),
    user: z.object({ id: Id, name: PersonName, image: Image }),
  })
  .refine(({ userId, user }) => userId === user.id, 'userId and user.id must be the same person');

/** The broadcasts of `lib/socket-broadcast.ts`, as appends to the log: rules CAST-1 to CAST-6. */
export const createBroadcast = (log: EventLog): Broadcast => ({
  async participation(given) {
    const { eventId, status, user } = read('broadcastParticipationUpdate', Participation, given);
    const person = toPerson(user.id, user.name, user.image);
    await append(log, 'broadcastParticipationUpdate', {
      kind: 'participation',
      eventId,
      person,
      status,
      imported: true,
    });
  },
  async message(given) {
    const message = read('broadcastNewMessage', Message, given);
    await append(log, 'broadcastNewMessage', {
      kind: 'message',
      eventId: message.eventId,
      id: message.id,
      author: toPerson(message.userId, message.userName, message.userImage),
      content: message.content,
      importedAt: new Date(message.createdAt),
    });
  },
});

const toPerson = (id: string, name: string, image: string | null | undefined): Person => ({
  id,
  name,
  ...(image != null && { image }),
});

function read<Value>(helper: string, schema: z.ZodType<Value>, given: unknown): Value {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${helper}: ${issue?.path.join('.') || 'argument'}: ${issue?.message}`);
}

async function append(log: EventLog, helper: string, draft: Draft): Promise<void> {
  const result = await log.append(draft);
  if (result.ok) return;
  const { code, message } = result.error;
  const advice =
    code === 'not-found' ? ` No event has the id "${draft.eventId}" here; create it first.` : '';
  throw new Error(`${helper}: ${message}${advice}`);
}

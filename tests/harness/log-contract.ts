import { v7 as uuid } from 'uuid';
import { expect, test } from 'vitest';

import type { LogEntry, MessageDraft, ParticipationDraft } from '../../domain/log.ts';
import type { EventLog } from '../../domain/ports.ts';

/** A log in which alice and bob take part in two events, as entries 1 and 2 of each; carol has an account. */
export interface ContractWorld {
  readonly log: EventLog;
  readonly eventIds: readonly [string, string];
  readonly read: (eventId: string) => Promise<readonly LogEntry[]>;
}

const alice = { id: 'alice', name: 'alice' };
const carol = { id: 'carol', name: 'carol' };

/** What every log keeps to, whatever it stores its entries in. */
export function describeLogContract(open: () => Promise<ContractWorld>): void {
  test('entries are numbered from 1 and read as they were answered', async () => {
    const { log, eventIds, read } = await open();
    const [eventId, other] = eventIds;
    const drafts = [message(eventId), message(other), message(eventId)];
    const outcomes = await Promise.all(drafts.map((draft) => log.append(draft)));
    expect(outcomes).toMatchObject([3, 3, 4].map((seq) => ({ value: { entry: { seq } } })));
    const entries = await read(eventId);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(entries.slice(2)).toEqual([entryOf(outcomes[0]), entryOf(outcomes[2])]);
  });

  test('a repeat answers what is stored, by whichever id, and is a conflict if it differs', async () => {
    const { log, eventIds } = await open();
    const [eventId, other] = eventIds;
    const draft = message(eventId, { clientMessageId: 'c1' });
    const first = entryOf(await log.append(draft));
    const repeats = [draft, { ...draft, id: uuid() }, { ...draft, clientMessageId: 'c2' }];
    for (const repeat of repeats) {
      expect(await log.append(repeat)).toEqual({
        ok: true,
        value: { type: 'duplicate', entry: first },
      });
    }
    const conflicts = [{ content: 'other' }, { eventId: other }, { author: carol }];
    for (const conflict of conflicts) {
      expect(await log.append({ ...draft, ...conflict })).toMatchObject({
        error: { code: 'duplicate-conflict' },
      });
    }
  });

  test('a change is an entry once; what is so already is none', async () => {
    const { log, eventIds, read } = await open();
    const [eventId] = eventIds;
    const join = change(eventId, { person: carol, status: 'attending', id: 'j1' });
    const joined = await log.append(join);
    expect(joined).toMatchObject({ value: { type: 'appended', entry: { seq: 3, id: 'j1' } } });
    expect(await log.append(change(eventId, { person: carol, status: 'attending' }))).toEqual({
      ok: true,
      value: { type: 'unchanged' },
    });
    await log.append(change(eventId, { person: carol, status: null }));
    expect(await log.append(join)).toEqual({
      ok: true,
      value: { type: 'duplicate', entry: entryOf(joined) },
    });
    expect(await read(eventId)).toHaveLength(4);
  });

  test('rights are those at the place in the log', async () => {
    const { log, eventIds } = await open();
    const [eventId] = eventIds;
    const drafts = [
      message(eventId, { author: carol }),
      change(eventId, { person: carol, status: 'interested' }),
      message(eventId, { author: carol }),
      change(eventId, { person: carol, status: null }),
      message(eventId, { author: carol }),
      message('none'),
      message(eventId, { author: { id: 'nobody', name: 'Nobody' } }),
    ];
    const outcomes = await Promise.all(drafts.map((draft) => log.append(draft)));
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
      'forbidden',
      'ok',
      'ok',
      'ok',
      'forbidden',
      'not-found',
      'unauthenticated',
    ]);
  });

  test('what another back end accepted is taken as it is', async () => {
    const { log, eventIds } = await open();
    const [eventId] = eventIds;
    const author = { id: 'zoe', name: 'Zoe', image: 'https://example.org/zoe.png' };
    const imported = message(eventId, { author, importedAt: new Date(0) });
    expect(await log.append(imported)).toMatchObject({
      value: { entry: { actorId: 'zoe', userName: 'Zoe', createdAt: new Date(0) } },
    });
    expect(await log.append(message(eventId, { author }))).toMatchObject({
      error: { code: 'forbidden' },
    });
    const next = entryOf(await log.append(message(eventId)));
    expect(next?.createdAt.getTime()).toBeGreaterThan(0);
  });

  test('what can not be stored is refused, and its ids stay free', async () => {
    const { log, eventIds } = await open();
    const [eventId] = eventIds;
    const draft = message(eventId, { content: 'nul \u0000', clientMessageId: 'c1' });
    expect(await log.append(draft)).toMatchObject({ error: { code: 'invalid' } });
    expect(await log.append({ ...draft, content: 'none' })).toMatchObject({
      value: { type: 'appended', entry: { seq: 3 } },
    });
  });
}

const message = (eventId: string, more: Partial<MessageDraft> = {}): MessageDraft => ({
  kind: 'message',
  eventId,
  id: uuid(),
  author: alice,
  content: 'hello',
  ...more,
});

const change = (
  eventId: string,
  more: Omit<ParticipationDraft, 'kind' | 'eventId'>,
): ParticipationDraft => ({ kind: 'participation', eventId, ...more });

type Outcome = Awaited<ReturnType<EventLog['append']>>;

const entryOf = (outcome: Outcome | undefined): LogEntry | undefined =>
  outcome?.ok && outcome.value.type !== 'unchanged' ? outcome.value.entry : undefined;

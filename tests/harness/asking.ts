import { randomUUID } from 'node:crypto';

import type { NextQuestionState } from '../../protocol/wire.ts';
import type { Device } from './device.ts';
import { startStack, type Stack, type StackOptions, type TestPerson } from './stack.ts';

/** A stack whose event has an organiser and two who ask. */
export interface Hall extends AsyncDisposable {
  readonly stack: Stack;
  readonly eventId: string;
  readonly people: {
    readonly olga: TestPerson;
    readonly alice: TestPerson;
    readonly bob: TestPerson;
  };
  /** In the room: the organiser on the first node, alice on the second where there is one, bob on the first. */
  readonly olga: Device;
  readonly alice: Device;
  readonly bob: Device;
  /** Asks one; its id. Fails where it was refused. */
  ask(device: Device, content?: string): Promise<string>;
  set(device: Device, questionId: string, state: NextQuestionState): ReturnType<Device['request']>;
  vote(device: Device, questionId: string, on?: boolean): ReturnType<Device['request']>;
  /** What is asked is seen by everybody at once, from here on. */
  approveAtOnce(): Promise<void>;
}

export async function openHall(options?: StackOptions): Promise<Hall> {
  const stack = await startStack(options);
  const { eventId } = stack;
  const last = stack.nodes.length - 1;
  const people = {
    olga: await stack.participant('Olga', { role: 'organiser' }),
    alice: await stack.participant('Alice'),
    bob: await stack.participant('Bob'),
  };
  return {
    stack,
    eventId,
    people,
    olga: await stack.joined(people.olga, { v1: true }),
    alice: await stack.joined(people.alice, { v1: true, node: last }),
    bob: await stack.joined(people.bob, { v1: true }),
    async ask(device, content = 'Why?') {
      const clientQuestionId = randomUUID();
      const answer = await device.request('ask-question', { eventId, content, clientQuestionId });
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.value.questionId;
    },
    set: (device, questionId, state) =>
      device.request('set-question-state', { eventId, questionId, state }),
    vote: (device, questionId, on = true) =>
      device.request('vote-question', { eventId, questionId, on }),
    async approveAtOnce() {
      await stack.database.db
        .updateTable('event')
        .set({ settings: JSON.stringify({ approvesQuestions: true }) })
        .where('id', '=', eventId)
        .execute();
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  };
}

import { describe, expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import {
  ALICE,
  after,
  keyOfLast,
  live,
  messageAt,
  notice,
  sendStarted,
  shown,
} from '../tests/harness/room-inputs.ts';
import { needsCatchUp, nextEventRoom } from './event-room.ts';
import type { EventRoomInput } from './event-room.ts';

const own = (seq: number, clientMessageId = 'c1') =>
  messageAt(seq, { userId: ALICE, clientMessageId, content: 'hello' });

describe("one's own messages", () => {
  test('[CLIENT-13] a message is pending at once, and sent once, whichever comes first', () => {
    const pending = nextEventRoom(live(), sendStarted('c1'));
    expect(shown(pending).at(-1)).toBe('pending hello');
    const ack: EventRoomInput = {
      type: 'send-acknowledged',
      clientMessageId: 'c1',
      message: own(4),
    };
    for (const order of [
      [ack, notice(own(4))],
      [notice(own(4)), ack],
    ]) {
      const sent = after(order, pending);
      expect(shown(sent)).toEqual(['text 1', 'text 2', 'text 3', 'hello']);
      expect(sent.own).toEqual([]);
    }
  });

  test('[CLIENT-13] an acknowledged message stays where it is while the log is behind', () => {
    const ack: EventRoomInput = {
      type: 'send-acknowledged',
      clientMessageId: 'c1',
      message: own(6),
    };
    const stored = after([sendStarted('c1'), ack], live());
    expect(shown(stored).at(-1)).toBe('hello');
    expect(needsCatchUp(stored)).toBe(true);
    const read = after([notice(messageAt(4)), notice(messageAt(5)), notice(own(6))], stored);
    expect(shown(read).slice(3)).toEqual(['text 4', 'text 5', 'hello']);
  });

  test("[CLIENT-13] another person's message with the same id is not one's own", () => {
    const room = after(
      [sendStarted('c1'), notice(messageAt(4, { clientMessageId: 'c1' }))],
      live(),
    );
    expect(shown(room).slice(3)).toEqual(['text 4', 'pending hello']);
  });

  test('[CLIENT-13] a message keeps its key from pending to sent', () => {
    const pending = nextEventRoom(live(), sendStarted('c1'));
    expect(keyOfLast(nextEventRoom(pending, notice(own(4))))).toBe(keyOfLast(pending));
  });

  test('[CLIENT-14] a failed message waits for the person, who retries or discards it', () => {
    const error = refusal('forbidden', 'No.');
    const failed = after(
      [sendStarted('c1'), { type: 'send-failed', clientMessageId: 'c1', error }],
      live(),
    );
    expect(shown(failed).at(-1)).toBe('failed hello');
    const retried = nextEventRoom(failed, {
      type: 'send-retried',
      clientMessageId: 'c1',
      order: 2,
    });
    expect(shown(retried).at(-1)).toBe('pending hello');
    const discarded = nextEventRoom(failed, { type: 'send-discarded', clientMessageId: 'c1' });
    expect(shown(discarded)).toHaveLength(3);
  });

  test('[CLIENT-14] a failure that comes after the acknowledgement changes nothing', () => {
    const ack: EventRoomInput = {
      type: 'send-acknowledged',
      clientMessageId: 'c1',
      message: own(6),
    };
    const stored = after([sendStarted('c1'), ack], live());
    const error = refusal('unavailable', 'Try again.');
    expect(nextEventRoom(stored, { type: 'send-failed', clientMessageId: 'c1', error })).toBe(
      stored,
    );
  });

  test('[CLIENT-21] messages wait in the order of writing, and one that is started again takes its new place', () => {
    const waiting = after([sendStarted('c2', 'two', 2), sendStarted('c1', 'one', 1)], live());
    expect(shown(waiting).slice(3)).toEqual(['pending one', 'pending two']);
    const moved = nextEventRoom(waiting, sendStarted('c1', 'one', 3));
    expect(shown(moved).slice(3)).toEqual(['pending two', 'pending one']);
    expect(nextEventRoom(moved, sendStarted('c1', 'one', 3))).toBe(moved);
  });
});

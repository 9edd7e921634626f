import { expect, test } from 'vitest';

import { createSealer } from '../../server/resume/seal.ts';
import { startStack, TEST_SECRET } from '../harness/stack.ts';

const FLOOD = 8;
const VISITS = 20;

test('[STOCK-3] the places that a client goes on from never go back, also where it leaves one room while another one is busy', async () => {
  await using stack = await startStack({ limits: { joinsPerSecond: 1_000 } });
  const { eventId: busy } = stack;
  const quiet = await stack.event();
  const person = await stack.participant('Bob');
  await stack.setStatus(person, 'attending', { eventId: quiet });
  const bob = await stack.connect(person, { auth: { token: person.token, resume: true } });
  await bob.request('join-event', { eventId: busy });
  const alice = await stack.participant('Alice');
  let isOver = false;
  const flood = async (): Promise<void> => {
    for (let round = 0; !isOver; round += 1) {
      const said = Array.from({ length: FLOOD }, (_, n) => `${round} ${n}`);
      await Promise.all(
        said.map((content, n) =>
          stack.app.append({
            kind: 'message',
            eventId: busy,
            id: `flood-${round}-${n}`,
            author: alice,
            content,
          }),
        ),
      );
    }
  };
  const flooding = flood();
  for (let visit = 0; visit < VISITS; visit += 1) {
    expect(await bob.request('join-event', { eventId: quiet })).toMatchObject({ ok: true });
    expect(await bob.request('leave-event', { eventId: quiet })).toMatchObject({ ok: true });
  }
  isOver = true;
  await flooding;
  await stack.settle(bob);
  const sealer = createSealer(TEST_SECRET);
  const cursors = bob.notices.flatMap(({ args }) => {
    const place = sealer.openPlaces(args.at(-1))?.find(({ eventId }) => eventId === busy);
    return place === undefined ? [] : [place.cursor];
  });
  expect(cursors.length).toBeGreaterThan(FLOOD);
  expect(cursors).toEqual(cursors.toSorted((one, other) => one - other));
});

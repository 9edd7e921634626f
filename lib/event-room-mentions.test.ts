import { expect, test } from 'vitest';

import { eventually, startUnconnected } from '../tests/harness/scripted-room.ts';

const mentions = [{ userId: 'bob', name: 'Bob' }, { group: 'moderators' as const }];

test('[MENTION-21] whom a message mentions waits with it, also after the app was killed', async () => {
  const { chat, server, device, room, restart } = await startUnconnected();
  room.send('@Bob @moderators', { mentions });
  room.send('nobody', { mentions: [] });
  expect(room.getSnapshot()).toMatchObject({ timeline: [{ kind: 'pending', mentions }, {}] });
  await eventually(async () => expect(await device.keys('outbox/')).toHaveLength(2));
  restart();
  await eventually(() => expect(chat.sends).toHaveLength(2));
  const sends = server.requests.filter(({ name }) => name === 'send-message');
  expect(sends[0]?.payload).toMatchObject({
    mentions: [{ userId: 'bob' }, { group: 'moderators' }],
  });
  expect(sends[1]?.payload).not.toHaveProperty('mentions');
});

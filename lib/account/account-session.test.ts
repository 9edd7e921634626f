import { expect, test } from 'vitest';

import { deviceWords, readSession } from './account-session.ts';

test('[CLIENT-28] a session is read leniently, and a guest has no address', () => {
  const session = { id: 's1', token: 't', userId: 'u1', further: true };
  const user = { id: 'u1', name: 'Ann', email: 'temp-1@guests.invalid', image: null };
  expect(readSession({ user: { ...user, isAnonymous: true }, session })).toEqual({
    user: { id: 'u1', name: 'Ann', email: null, image: null, isGuest: true },
    sessionId: 's1',
    token: 't',
  });
  expect(readSession({ user, session })?.user).toMatchObject({ email: user.email, isGuest: false });
  for (const nobody of [null, undefined, {}, { user }, 'no']) {
    expect(readSession(nobody)).toBeNull();
  }
});

test('[CLIENT-28] a device is named in words', () => {
  const firefox =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  const safari =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
  expect(
    [firefox, chrome, `${chrome} Edg/140.0`, safari, 'okhttp/4.12', 'curl/8', ''].map(deviceWords),
  ).toEqual([
    'Firefox on Windows',
    'Chrome on Linux',
    'Edge on Linux',
    'Safari on iOS',
    'Hallway app on Android',
    'Unknown device',
    'Unknown device',
  ]);
});

import { createAuthClient } from 'better-auth/react';
import { expect, test } from 'vitest';

import { createAccountActions, sessionAtomOf } from '../../lib/account.ts';
import { createSessionStore } from '../../lib/account/session-store.ts';
import { startApi } from '../harness/api.ts';
import type { TestApi } from '../harness/api.ts';

/** A browser's part: it keeps the cookies of one origin and says where a request comes from. */
function browserFetch(): typeof fetch {
  const cookies = new Map<string, string>();
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', 'http://localhost:8081');
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(input, { ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (value === '' || /max-age=0/i.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
}

function visit(api: TestApi) {
  const client = createAuthClient({
    baseURL: api.url,
    fetchOptions: { customFetchImpl: browserFetch() },
  });
  const session = createSessionStore(sessionAtomOf(client));
  const unsubscribe = session.subscribe(() => undefined);
  return {
    ...createAccountActions(client, session.refresh),
    user: () => session.getSnapshot().signedIn?.user ?? null,
    [Symbol.dispose]: unsubscribe,
  };
}

const ann = { name: ' Ann ', email: 'ann@example.org', password: 'correct horse battery' };
const done = { ok: true, value: null };

test('[CLIENT-30] a person signs up, out and in, changes their name and deletes the account', async () => {
  await using api = await startApi();
  using browser = visit(api);
  expect(await browser.getToken()).toBeNull();
  expect(await browser.signUp(ann)).toEqual(done);
  expect(browser.user()).toMatchObject({ name: 'Ann', email: ann.email, isGuest: false });
  expect(await browser.getToken()).toMatch(/.{20}/);
  expect(await browser.updateName('Annabel')).toEqual(done);
  expect(browser.user()?.name).toBe('Annabel');
  expect(await browser.signOut()).toEqual(done);
  expect(browser.user()).toBeNull();
  expect(await browser.signIn({ ...ann, password: 'wrong horse' })).toMatchObject({
    ok: false,
    error: { field: 'password', message: "The e-mail address or the password isn't right." },
  });
  expect(await browser.signIn(ann)).toEqual(done);
  expect(await browser.deleteAccount({ password: 'wrong horse' })).toMatchObject({
    ok: false,
    error: { field: 'password' },
  });
  expect(await browser.deleteAccount({ password: ann.password })).toEqual(done);
  expect(browser.user()).toBeNull();
  expect((await browser.signIn(ann)).ok).toBe(false);
});

test('[CLIENT-30] a guest enters by name alone, and becomes a member as the same person', async () => {
  await using api = await startApi();
  using browser = visit(api);
  expect(await browser.enterAsGuest({ name: '  ' })).toMatchObject({
    ok: false,
    error: { field: 'name', message: "A name can't be empty." },
  });
  expect(await browser.enterAsGuest({ name: 'Ann' })).toEqual(done);
  const guest = browser.user();
  expect(guest).toMatchObject({ name: 'Ann', email: null, isGuest: true });
  expect(await browser.becomeMember(ann)).toEqual(done);
  expect(browser.user()).toEqual({ ...guest, email: ann.email, isGuest: false });
});

test('[CLIENT-31] sessions are listed with their devices, and end one by one or all at once', async () => {
  await using api = await startApi();
  using laptop = visit(api);
  using phone = visit(api);
  await laptop.signUp(ann);
  await phone.signIn(ann);
  const listed = await laptop.listSessions();
  const sessions = listed.ok ? listed.value : [];
  expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  expect(sessions).toHaveLength(2);
  const other = sessions.find(({ isCurrent }) => !isCurrent);
  expect(await laptop.revokeSession(other?.id ?? '')).toEqual(done);
  expect(await phone.getToken()).toBeNull();
  expect(await laptop.getToken()).not.toBeNull();
  await phone.signIn(ann);
  expect(await laptop.signOutEverywhere()).toEqual(done);
  expect(laptop.user()).toBeNull();
  expect(await phone.getToken()).toBeNull();
});

test('[CLIENT-31] a server that is not reached is no sign-out', async () => {
  const api = await startApi();
  using browser = visit(api);
  await browser.signUp(ann);
  await api[Symbol.asyncDispose]();
  await expect(browser.getToken()).rejects.toThrow();
  expect(await browser.signIn(ann)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(browser.user()).toMatchObject({ name: 'Ann' });
});

import { expect, test } from 'vitest';

import { toAccountRefusal } from './account-refusal.ts';

test('[CLIENT-27] a refusal of the accounts is a sentence, with the field that it is about', () => {
  expect(toAccountRefusal({ status: 401, code: 'INVALID_EMAIL_OR_PASSWORD' })).toEqual({
    code: 'invalid',
    message: "The e-mail address or the password isn't right.",
    retryable: false,
    field: 'password',
  });
  expect(toAccountRefusal({ status: 422, code: 'USER_ALREADY_EXISTS' })).toMatchObject({
    field: 'email',
  });
});

test('[CLIENT-27] codes and texts that we do not know are never shown', () => {
  const message = 'duplicate key value violates unique constraint';
  for (const status of [undefined, 400, 401, 403, 404, 422, 429, 500, 502]) {
    const shown = toAccountRefusal({ status, code: 'OF_TOMORROW', message }).message;
    expect(shown).toMatch(/^[A-Z].*\.$/);
    expect(shown).not.toMatch(/OF_TOMORROW|duplicate key|\d{3}/);
  }
});

test('[CLIENT-27] a server that was not reached is worth another try', () => {
  expect(toAccountRefusal({})).toMatchObject({ code: 'unavailable', retryable: true });
});

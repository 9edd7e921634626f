import { refusal } from '../../protocol/errors.ts';
import type { ErrorCode, ProtocolError } from '../../protocol/errors.ts';

/** A refusal of the accounts, with the field of a form that it is about. */
export interface AccountRefusal extends ProtocolError {
  readonly field?: AccountField | undefined;
}

export type AccountField = 'name' | 'email' | 'password';

/** What Better Auth's client says about a failure. */
export interface AuthFailure {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

type Words = readonly [code: ErrorCode, message: string, field?: AccountField];

const EMAIL_TAKEN: Words = [
  'invalid',
  'There is already an account with this e-mail address. Sign in instead.',
  'email',
];

const WORDS: Readonly<Record<string, Words>> = {
  INVALID_EMAIL_OR_PASSWORD: [
    'invalid',
    "The e-mail address or the password isn't right.",
    'password',
  ],
  USER_NOT_FOUND: ['invalid', "The e-mail address or the password isn't right.", 'password'],
  INVALID_PASSWORD: ['invalid', "The password isn't right.", 'password'],
  INVALID_EMAIL: ['invalid', "This doesn't look like an e-mail address.", 'email'],
  EMAIL_NOT_VERIFIED: ['forbidden', 'Please confirm your e-mail address first.', 'email'],
  PASSWORD_TOO_SHORT: [
    'invalid',
    'Please choose a longer password: 8 characters or more.',
    'password',
  ],
  PASSWORD_TOO_LONG: [
    'invalid',
    'This password is too long: 128 characters are the most.',
    'password',
  ],
  USER_ALREADY_EXISTS: EMAIL_TAKEN,
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: EMAIL_TAKEN,
  USER_ALREADY_HAS_PASSWORD: ['invalid', 'Enter your password to delete the account.', 'password'],
  CREDENTIAL_ACCOUNT_NOT_FOUND: ['invalid', 'This account has no password.', 'password'],
  SESSION_EXPIRED: ['unauthenticated', 'Please sign in again to do this.'],
  SESSION_NOT_FRESH: [
    'unauthenticated',
    'Please sign out and in again to do this: it is to make sure that it is you.',
  ],
  ANONYMOUS_USERS_CANNOT_SIGN_IN_AGAIN_ANONYMOUSLY: ['invalid', 'You are in as a guest already.'],
};

const BY_STATUS: Readonly<Record<number, Words>> = {
  401: ['unauthenticated', 'Please sign in again.'],
  403: ['forbidden', 'This is not allowed from here. Reload the page and try again.'],
  429: ['rate-limited', 'That were many tries. Please wait a minute and try again.'],
};

const UNREACHABLE: Words = [
  'unavailable',
  "Hallway can't be reached right now. Check your connection and try again.",
];
const FAULT: Words = ['internal', 'Something went wrong on our side. Please try again.'];
const NOT_VALID: Words = ['invalid', 'Please check what you entered.'];

function wordsFor({ code = '', status = 0, message }: AuthFailure): Words {
  const known = WORDS[code] ?? BY_STATUS[status];
  if (known !== undefined) return known;
  if (status === 0) return UNREACHABLE;
  if (status >= 500) return status === 500 ? FAULT : UNREACHABLE;
  // Our own server's refusals (a name that is too long) are sentences for people already.
  return code === 'invalid' && message !== undefined ? ['invalid', message] : NOT_VALID;
}

/** What a person reads when an account request failed; never the code or the text of a library. */
export function toAccountRefusal(failure: AuthFailure): AccountRefusal {
  const [code, message, field] = wordsFor(failure);
  return { ...refusal(code, message), ...(field !== undefined && { field }) };
}

/** A refusal made before anything was sent. */
export const fieldRefusal = (field: AccountField, message: string): AccountRefusal => ({
  ...refusal('invalid', message),
  field,
});

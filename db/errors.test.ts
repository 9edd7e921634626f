import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';

import { isDataError, isUnavailable } from './errors.ts';

const stateError = (code: string): DatabaseError =>
  Object.assign(new DatabaseError('refused', 7, 'error'), { code });

test.each(['08006', '40P01', '53300', '55P03', '57P01', '57014', '58030'])(
  'SQLSTATE %s can be waited for',
  (code) => {
    expect(isUnavailable(stateError(code))).toBe(true);
    expect(isDataError(stateError(code))).toBe(false);
  },
);

test.each([
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
  'Cannot use a pool after calling end on the pool',
])('"%s" can be waited for', (message) => {
  expect(isUnavailable(new Error(message))).toBe(true);
});

test('a refused connection can be waited for, also where several addresses were tried', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  expect(isUnavailable(refused)).toBe(true);
  expect(isUnavailable(new AggregateError([refused]))).toBe(true);
});

test('faults of ours can not be waited for, nor can data that no column holds', () => {
  expect(isUnavailable(new TypeError('x is undefined'))).toBe(false);
  expect(isUnavailable(new Error('a draft without facts'))).toBe(false);
  expect(isUnavailable(stateError('42P01'))).toBe(false);
  expect(isUnavailable(stateError('22021'))).toBe(false);
  expect(isDataError(stateError('22021'))).toBe(true);
});

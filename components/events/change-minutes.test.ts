import { expect, test } from 'vitest';

import { changeChoices } from './change-minutes.ts';

const labels = (minutes: number) => changeChoices(minutes).map(({ label }) => label);

test('[CHANGE-24] an organiser chooses from the usual times for changes, and a time of another kind stays as it is', () => {
  const usual = ['Not at all', '5 minutes', '15 minutes', '1 hour', '24 hours'];
  expect(labels(15)).toEqual(usual);
  expect(labels(0)).toEqual(usual);
  expect(labels(30)).toEqual(usual.toSpliced(3, 0, '30 minutes'));
  expect(labels(1)).toEqual(usual.toSpliced(1, 0, '1 minute'));
  expect(labels(2_880)).toEqual([...usual, '48 hours']);
  expect(changeChoices(30).map(({ value }) => value)).toEqual([0, 5, 15, 30, 60, 1_440]);
});

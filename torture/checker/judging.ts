import type { FinalLog } from '../history.ts';
import { checkHistory } from './check.ts';
import type { Story } from './stories.ts';
import type { Rule, RuleVerdict, Verdict, Violation } from './verdict.ts';

/** The verdict on a small history that is written by hand. */
export const judge = (story: Story, ...finals: readonly FinalLog[]): Verdict =>
  checkHistory(story.lines, finals);

export const rulesThatAre = (verdict: Verdict, is: RuleVerdict['status']): readonly Rule[] =>
  verdict.rules.flatMap(({ rule, status }) => (status === is ? [rule] : []));

/** What is told first of a rule that is broken. */
export const told = (verdict: Verdict, rule: Rule): Violation | undefined =>
  verdict.rules.find((found) => found.rule === rule)?.violations[0];

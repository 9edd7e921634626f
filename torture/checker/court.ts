import { RULES, type Rule, type RuleVerdict, type Violation } from './verdict.ts';

/** A rule that is broken a million times is told of so often. */
const VIOLATIONS_KEPT = 50;

/** Keeps count of what was looked at and what was found. */
export class Court {
  readonly #checked = new Map<Rule, number>();
  readonly #counts = new Map<Rule, number>();
  readonly #violations = new Map<Rule, Violation[]>();

  /** The rule was looked at once more; `is` says whether it holds there. */
  check(rule: Rule, is: boolean, violation: () => Violation): boolean {
    this.#checked.set(rule, (this.#checked.get(rule) ?? 0) + 1);
    if (!is) this.#add(rule, violation());
    return is;
  }

  count(rule: Rule): number {
    return this.#counts.get(rule) ?? 0;
  }

  /** @param near Names the faults around a time. */
  verdicts(near: (at: number) => readonly string[]): readonly RuleVerdict[] {
    return (Object.keys(RULES) as Rule[]).map((rule) => {
      const checked = this.#checked.get(rule) ?? 0;
      const violationCount = this.count(rule);
      return {
        rule,
        title: RULES[rule],
        status: violationCount > 0 ? 'broken' : checked > 0 ? 'kept' : 'not exercised',
        checked,
        violationCount,
        violations: (this.#violations.get(rule) ?? []).map((violation) => {
          const around = violation.at === undefined ? [] : near(violation.at);
          return around.length === 0 ? violation : { ...violation, near: around };
        }),
      };
    });
  }

  #add(rule: Rule, violation: Violation): void {
    this.#counts.set(rule, this.count(rule) + 1);
    const kept = this.#violations.get(rule) ?? [];
    if (kept.length < VIOLATIONS_KEPT) kept.push(violation);
    this.#violations.set(rule, kept);
  }
}

import type { Reporter, TestModule, Vitest } from 'vitest/node';

/**
 * Says after a run what it left out. With REQUIRE_ALL=1, as CI sets it, leaving anything out is a failure: a
 * check that silently does not run is worth nothing.
 */
export default class SkipsReporter implements Reporter {
  #isFiltered = false;

  onInit({ config }: Vitest): void {
    // With "-t" it was asked for.
    this.#isFiltered = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    if (skipped.length === 0 || this.#isFiltered) return;
    const lines = skipped.map((test) => `  ${test.module.relativeModuleId}: ${test.fullName}`);
    console.log(['', `Left out (${skipped.length}):`, ...lines].join('\n'));
    if (process.env['REQUIRE_ALL'] === '1') {
      console.error('REQUIRE_ALL=1: nothing may be left out.');
      process.exitCode = 1;
    }
  }
}

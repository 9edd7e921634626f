import { writeSync } from 'node:fs';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/**
 * Says after a run what it left out, and closes with the counts in one plain line. With REQUIRE_ALL=1, as CI
 * sets it, leaving anything out is a failure: a check that silently does not run is worth nothing.
 */
export default class SkipsReporter implements Reporter {
  #isFiltered = false;

  onInit({ config }: Vitest): void {
    // With "-t" it was asked for.
    this.#isFiltered = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const testsThat = (state: 'passed' | 'failed' | 'skipped') =>
      modules.flatMap((module) => [...module.children.allTests(state)]);
    const skipped = testsThat('skipped');
    if (skipped.length > 0 && !this.#isFiltered) sayLeftOut(skipped);
    // A file that could not even be loaded has no tests to count.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const passed = testsThat('passed').length;
    const failed = testsThat('failed').length + broken;
    // After the summary that Vitest prints at the end of a run.
    process.once('exit', () =>
      writeSync(1, `\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`),
    );
  }
}

type Tests = readonly { readonly module: TestModule; readonly fullName: string }[];

function sayLeftOut(skipped: Tests): void {
  const lines = skipped.map((test) => `  ${test.module.relativeModuleId}: ${test.fullName}`);
  console.log(['', `Left out (${skipped.length}):`, ...lines].join('\n'));
  if (process.env['REQUIRE_ALL'] !== '1') return;
  console.error('REQUIRE_ALL=1: nothing may be left out.');
  process.exitCode = 1;
}

// Property tests see the same cases in every run, so that a change is judged by what it changed and not by its luck.
// FAST_CHECK_SEED=random looks at others, FAST_CHECK_SEED=<number> at those of a failure that was reported.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

const seed = process.env.FAST_CHECK_SEED ?? '20261126';
if (seed !== 'random' && !/^-?\d+$/.test(seed)) {
  throw new Error(`FAST_CHECK_SEED is "${seed}"; it is a whole number, or "random".`);
}
// Loading fast-check takes some 100 ms, which the many files without a property need not wait for.
const { testPath } = expect.getState();
if (seed !== 'random' && testPath && readFileSync(testPath, 'utf8').includes("'fast-check'")) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
}

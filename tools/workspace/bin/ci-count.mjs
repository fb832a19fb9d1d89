// The closing line of .ci/run, counted from what ran.
import { countTests } from './count-tests.mjs';
import { root } from './install.mjs';

const runs = [countTests(root, 'test'), countTests(root, 'e2e'), countTests(root, 'native')];
const sum = (key) => runs.reduce((total, one) => total + one[key], 0);
// Named here, because the lines of the test itself stand far above in the log.
for (const { project, failures } of runs.flatMap(({ projects }) => projects))
  for (const { test, reason } of failures)
    process.stdout.write(`failed: ${project}: ${test}: ${reason}\n`);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
// A run of any kind that left nothing is a failure: a missing prerequisite must not read as a pass.
process.exitCode = runs.some(({ passed }) => passed === 0) || sum('failed') > 0 ? 1 : 0;

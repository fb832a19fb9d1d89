// The closing line of .ci/run, counted from what ran.
import { countTests } from './count-tests.mjs';

const runs = [countTests('reports/vitest.json'), countTests('reports/vitest.e2e.json')];
const sum = (key) => runs.reduce((total, one) => total + one[key], 0);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
// A run of either kind that left nothing is a failure: a missing prerequisite must not read as a pass.
process.exitCode = runs.some(({ passed }) => passed === 0) || sum('failed') > 0 ? 1 : 0;

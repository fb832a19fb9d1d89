/** What a skill is tested with: cases as data, the harness that runs them, and trees in memory. */
export type { Case, CaseFile, CaseTree, ExpectedFinding } from './case.ts';
export { caseBase, runCase, textsOf } from './run-case.ts';
export { testSkill, type TestRunner } from './test-skill.ts';
export { memoryFiles } from '../workspace/memory-files.ts';
export { sampleRun, testRunHistory, type OpenedHistory } from './test-run-history.ts';

// How many tests ran, from the reports that the projects' test runs leave.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Every project of the workspace that has the target, from the lock file: it names each member by its folder. */
function projectsWith(root, target) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.keys(packages).filter((path) => {
    if (path === '' || path.split('/').includes('node_modules')) return false;
    const manifest = join(root, path, 'package.json');
    if (!existsSync(manifest)) return false;
    return JSON.parse(readFileSync(manifest, 'utf8')).nx?.targets?.[target] !== undefined;
  });
}

const reports = {
  test: 'reports/vitest.json',
  e2e: 'reports/vitest.e2e.json',
  native: 'reports/vitest.native.json',
};

/** So that what an earlier run left is not counted. Nx puts back the reports of tasks that come from its cache. */
export function forgetReports(root, target) {
  for (const project of projectsWith(root, target))
    rmSync(join(root, project, reports[target]), { force: true });
}

/** Why a test failed, in one line and without colours. */
const firstLine = (text = '') => stripVTControlCharacters(text).split('\n', 1)[0];

/**
 * What the runs of a target left, also those that came from the cache. A project without a report counts as one failure, and
 * so does a file whose tests could not even be collected. What failed is named, with the first line of the reason.
 *
 * @param {string} root the workspace
 * @param {'test' | 'e2e' | 'native'} target
 */
export function countTests(root, target) {
  const projects = projectsWith(root, target).map((project) => {
    const path = join(root, project, reports[target]);
    if (!existsSync(path))
      return {
        project,
        passed: 0,
        failed: 1,
        reported: false,
        failures: [{ test: 'no report', reason: 'its tests left no report' }],
      };
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const uncollected = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    return {
      project,
      passed: report.numPassedTests,
      failed: report.numFailedTests + uncollected.length,
      reported: true,
      failures: [
        ...uncollected.map(({ name, message }) => ({
          test: relative(join(root, project), name ?? ''),
          reason: firstLine(message),
        })),
        ...report.testResults.flatMap(({ assertionResults }) =>
          assertionResults
            .filter(({ status }) => status === 'failed')
            .map(({ fullName, failureMessages }) => ({
              test: fullName,
              reason: firstLine(failureMessages?.[0]),
            })),
        ),
      ],
    };
  });
  const sum = (key) => projects.reduce((total, one) => total + one[key], 0);
  return { projects, passed: sum('passed'), failed: sum('failed') };
}

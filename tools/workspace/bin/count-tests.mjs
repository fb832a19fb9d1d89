// How many tests ran, from the reports that the projects' test runs leave.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

/** Every project of the workspace, from the lock file: it names each member by its folder. */
function projectFolders() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.keys(packages).filter(
    (path) => path !== '' && !path.split('/').includes('node_modules'),
  );
}

/** What the test runs left under this name, also those that came from the cache. */
export function countTests(file) {
  const projects = [];
  for (const project of projectFolders()) {
    const path = join(root, project, file);
    if (!existsSync(path)) continue;
    const report = JSON.parse(readFileSync(path, 'utf8'));
    projects.push({ project, passed: report.numPassedTests, failed: report.numFailedTests });
  }
  const sum = (key) => projects.reduce((total, one) => total + one[key], 0);
  return { projects, passed: sum('passed'), failed: sum('failed') };
}

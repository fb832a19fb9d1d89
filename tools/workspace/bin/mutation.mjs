// npm run mutation: how many planted faults the tests of engine and skills notice.
import { install, run } from './install.mjs';

const projects = ['libs/standards/engine', 'libs/standards/skills'];
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
if (process.argv.includes('--help')) {
  process.stdout.write(
    `npm run mutation [-- libs/standards/engine]\n\nRuns Stryker over ${projects.join(' and ')}; some tens of minutes.\nReports: reports/mutation/ in each project.\n`,
  );
  process.exit(0);
}
await install();
let worst = 0;
for (const project of projects.filter((one) => wanted.length === 0 || wanted.includes(one))) {
  worst = Math.max(worst, await run('stryker', ['run', `${project}/stryker.config.json`]));
}
process.exitCode = worst;

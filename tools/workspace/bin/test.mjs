// npm test: installs what is missing, then checks, builds, tests and judges everything.
import { countTests, forgetReports } from './count-tests.mjs';
import { fail } from './explain.mjs';
import { install, root, run } from './install.mjs';
import { nxTasks } from './nx-tasks.mjs';

if (process.argv.includes('--help')) {
  process.stdout.write(`npm test

Installs what is missing, then: generated files, format, lint, typecheck, test, build and standards of every project.
What did not change comes from Nx's cache. Arguments after -- go to Nx: npm test -- --skip-nx-cache
`);
  process.exit(0);
}

/** Every step, its command, and what to do when it fails. */
const steps = [
  [
    'generated files',
    'node',
    ['--conditions=@h-j-petroleum/source', 'tools/standards/build/generate.ts', '--check'],
    'npm run generate',
  ],
  ['format', 'prettier', ['--check', '--cache', '--log-level=warn', '.'], 'npm run format'],
  [
    'lint, typecheck, test, build, standards',
    'nx',
    [
      'run-many',
      '-t',
      'lint',
      'typecheck',
      'test',
      'build',
      'standards',
      '--outputStyle=static',
      ...process.argv.slice(2),
    ],
    'npx nx run <project>:<target> runs one of them alone',
  ],
];

const started = Date.now();
await install();
forgetReports(root, 'test');
const results = [];
for (const [name, command, args, way] of steps) {
  const from = Date.now();
  process.stdout.write(`\n▶ ${name}\n`);
  const code = await run(command, args);
  results.push({ name, code, seconds: Math.round((Date.now() - from) / 1000), way });
}

const counts = countTests(root, 'test');
const tasks = nxTasks(root, started);
const say = (line) => process.stdout.write(`${line}\n`);
say('');
for (const { name, code, seconds } of results)
  say(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
for (const { target, passed, failed, cached } of tasks.targets)
  say(`    ${target}: ${passed} passed, ${failed} failed, ${cached} of them from the cache`);
for (const { project, passed, failed, reported } of counts.projects)
  say(
    `  ${project}: ${reported ? `${passed} tests passed, ${failed} failed` : 'no report of tests'}`,
  );
for (const { project, failures } of counts.projects)
  for (const { test, reason } of failures) say(`  ✗ ${project}: ${test}: ${reason}`);
const seconds = Math.round((Date.now() - started) / 1000);
say(`\n${counts.passed} tests passed, ${counts.failed} failed, in ${seconds} s`);

const broken = results.filter(({ code }) => code !== 0);
if (broken.length > 0) {
  fail(
    `Not everything holds: ${broken.map(({ name }) => name).join('; ')}.`,
    tasks.failed.length > 0
      ? tasks.failed.map((task) => `failed: ${task}`)
      : ['What failed stands above, under its heading.'],
    [
      ...broken.map(({ way }) => way),
      ...tasks.failed.slice(0, 3).map((task) => `npx nx run ${task}`),
    ],
  );
}
if (counts.passed === 0 || counts.failed > 0) {
  fail(
    counts.passed === 0 ? 'No test ran.' : 'A project with tests left no report of them.',
    counts.projects.map(
      ({ project, passed, failed }) => `${project}: ${passed} passed, ${failed} failed`,
    ),
    ['npx nx run-many -t test --skip-nx-cache'],
  );
}

// npm test: installs what is missing, then checks, builds, tests and judges everything.
import { countTests } from './count-tests.mjs';
import { fail, install, run } from './install.mjs';

if (process.argv.includes('--help')) {
  process.stdout.write(`npm test

Installs what is missing, then: generated files, format, lint, typecheck, test, build and standards of every project.
What did not change comes from Nx's cache.
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
  ['format', 'prettier', ['--check', '--log-level=warn', '.'], 'npm run format'],
  [
    'lint, typecheck, test, build, standards',
    'nx',
    ['run-many', '-t', 'lint', 'typecheck', 'test', 'build', 'standards', '--outputStyle=static'],
    'npx nx run <project>:<target> runs one of them alone',
  ],
];

const started = Date.now();
await install();
const results = [];
for (const [name, command, args, way] of steps) {
  const from = Date.now();
  process.stdout.write(`\n▶ ${name}\n`);
  const code = await run(command, args);
  results.push({ name, code, seconds: Math.round((Date.now() - from) / 1000), way });
}

const counts = countTests('reports/vitest.json');
process.stdout.write('\n');
for (const { name, code, seconds } of results) {
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
}
for (const { project, passed, failed } of counts.projects) {
  process.stdout.write(
    `  ${project}: ${passed} tests passed${failed > 0 ? `, ${failed} failed` : ''}\n`,
  );
}
process.stdout.write(
  `\n${counts.passed} tests passed, ${counts.failed} failed, in ${Math.round((Date.now() - started) / 1000)} s\n`,
);
const broken = results.filter(({ code }) => code !== 0);
if (broken.length > 0) {
  fail(
    `Not everything holds: ${broken.map(({ name }) => name).join('; ')}.`,
    ['What failed stands above, under its heading.'],
    broken.map(({ way }) => way),
  );
}
if (counts.passed === 0)
  fail(
    'No test ran.',
    ['No project left a report of its tests.'],
    ['npx nx run-many -t test --skip-nx-cache'],
  );

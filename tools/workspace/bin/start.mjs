// npm start: installs what is missing and shows how the workspace stands against its standards.
import { fail } from './explain.mjs';
import { install, root, run } from './install.mjs';

if (process.argv.includes('--help')) {
  process.stdout.write(`npm start

Installs what is missing and runs the gate over this workspace: every standard, every project, one scorecard.
Arguments after -- go to \`standards check\`: npm start -- --format json
`);
  process.exit(0);
}
await install();
const code = await run('node', [
  '--conditions=@h-j-petroleum/source',
  'tools/standards/src/bin.ts',
  'check',
  '--root',
  root,
  ...process.argv.slice(2),
]);
if (code > 1) {
  fail(
    `The gate ended with ${code}.`,
    ['2 is bad use or configuration, 3 a skill that crashed; the reason stands above.'],
    [
      'Mend standards.config.json where it is named above.',
      'Run `npm test` to see whether the gate itself is broken.',
    ],
  );
}
process.exitCode = code;

// npm start: installs what is missing, shows how the workspace stands against its standards, and serves the platform.
import { fail } from './explain.mjs';
import { install, root, run } from './install.mjs';

if (process.argv.includes('--help')) {
  process.stdout.write(`npm start

Installs what is missing, runs the gate over this workspace, starts the embedded database, brings its schema up to date,
records the reports of the gate and of test runs, runs a sample service and reads its logs, traces and metrics back, starts
approval-api, timesheet-api and pdf-generator with an issuer of tokens and a small company, shows how to use them, and serves
until Ctrl-C.

  --once          does itself what it would show, and ends
  --no-services   leaves the three services out
  --gate-only     runs the gate alone; further arguments go to \`standards check\`: npm start -- --gate-only --format json

DATABASE_URL      another database than the embedded one
HJPS_DB_PORT      its port, 54329 unless set
OTLP_PORT         port of the OTLP receiver, 4318 unless set
SERVICES_PORT     port of the issuer, 4300 unless set; the services take the three after it
`);
  process.exit(0);
}
const own = new Set(['--once', '--gate-only', '--no-services']);
const given = process.argv.slice(2);
const forGate = given.filter((word) => !own.has(word));
// The report is what is recorded in the signal store; who asks for formats gets those alone.
const formats = ['--format', 'pretty', '--format', 'json=.standards/report.json'];
await install();
const gate = await run('node', [
  '--conditions=@h-j-petroleum/source',
  'tools/standards/src/bin.ts',
  'check',
  '--root',
  root,
  ...(forGate.some((word) => /^--format\b/.test(word)) ? forGate : [...formats, ...forGate]),
]);
if (gate > 1) {
  fail(
    `The gate ended with ${gate}.`,
    ['2 is bad use or configuration, 3 a skill that crashed; the reason stands above.'],
    [
      'Mend standards.config.json where it is named above.',
      'Run `npm test` to see whether the gate itself is broken.',
    ],
  );
}
if (given.includes('--gate-only')) process.exit(gate);
process.stdout.write('\n');
const served = await run(
  'node',
  [
    '--conditions=@h-j-petroleum/source',
    '--disable-warning=ExperimentalWarning',
    'tools/workspace/src/platform/bin.ts',
    ...given.filter((word) => word === '--once' || word === '--no-services'),
  ],
  {
    // Ctrl-C goes to all processes of the terminal; the others go to this one alone, and are passed on. This one waits.
    onSpawn: (child) => {
      process.on('SIGINT', () => undefined);
      for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    },
  },
);
process.exitCode = served === 0 ? gate : served;

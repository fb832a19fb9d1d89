import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCli } from './cli-rows.ts';
import { measureNx } from './nx-rows.ts';
import { drawn, summary, type Row } from './rows.ts';
import { writeSyntheticWorkspace } from './synthetic-workspace.ts';

const help = `Measures what the gate costs, as ratios to named peers taken in turn with it.

  npm run bench:gate -- [--packages 300] [--rounds 5] [--only nx|cli]

  nx   nx run-many -t standards over a synthetic workspace, to the same run with a batch executor that does nothing;
       wall and CPU seconds, without Nx's daemon: with nothing kept from earlier runs, with the graph kept and no task
       cached, and with every task cached. Each run is held to the number of tasks that ran or came from the cache.
  cli  standards check, all skills, to a bare Node script that reads and parses every package.json; CPU seconds. Beside
       it what limits the ratio: Node alone, and a script that reads all that the skills read and checks nothing.

Prints a table, and JSON to reports/bench-gate.json of this package.
`;

const { values } = parseArgs({
  options: {
    packages: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const packages = Number(values.packages);
const rounds = Number(values.rounds);
const here = import.meta.dirname;
const gate = join(here, '../dist');
const modules = join(here, '../../../node_modules');
if (!existsSync(join(gate, 'bin.js'))) {
  process.stderr.write('The gate is not built. Run: npx nx build @h-j-petroleum/standards\n');
  process.exit(2);
}

const root = mkdtempSync(join(tmpdir(), 'bench-gate-'));
const home = mkdtempSync(join(tmpdir(), 'bench-home-'));
const rows: Row[] = [];
try {
  process.stderr.write(`${packages} packages in ${root}\n`);
  writeSyntheticWorkspace(root, packages, modules, gate);
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['-c', 'user.name=b', '-c', 'user.email=b@b.invalid', 'commit', '-qm', 'x'],
  ]) {
    spawnSync('git', args, { cwd: root });
  }
  if (values.only !== 'cli') rows.push(...measureNx(root, home, packages, rounds));
  if (values.only !== 'nx') rows.push(...measureCli(root, gate, packages, rounds * 3));
} finally {
  for (const folder of [root, home]) rmSync(folder, { recursive: true, force: true });
}

const summaries = rows.map(summary);
const result = { packages, node: process.version, cores: availableParallelism(), rows: summaries };
mkdirSync(join(here, '../reports'), { recursive: true });
writeFileSync(join(here, '../reports/bench-gate.json'), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result)}\n\n${summaries.map(drawn).join('')}`);

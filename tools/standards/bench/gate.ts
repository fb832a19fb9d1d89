import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSyntheticWorkspace } from './synthetic-workspace.ts';

const help = `Measures what the gate costs, as ratios to named peers taken in the same run.

  npm run bench:gate -- [--packages 300] [--rounds 5] [--only nx|cli]

  nx   nx run-many -t standards over a synthetic workspace, to the same run with a batch executor that does nothing;
       wall seconds, without Nx's daemon. Cold: an empty task cache. Cached: every task from the cache.
  cli  standards check, all skills, to a bare Node script that reads and parses every package.json; CPU seconds.

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

interface Measure {
  readonly name: string;
  readonly peer: string;
  readonly unit: string;
  readonly aim: number;
  readonly samples: number[];
  readonly peerSamples: number[];
}

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** Seconds of one command; the shell's `times` counts the CPU of all that the command started. */
function cost(root: string, command: string, env: Record<string, string> = {}): Cost {
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', `${command} >/dev/null 2>err.log; code=$?; times; exit $code`],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...env,
        CI: 'true',
        NX_DAEMON: 'false',
        NX_TUI: 'false',
        NO_COLOR: '1',
      },
    },
  );
  const wall = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`\`${command}\` ended with ${status}: ${stderr}`);
  const children = stdout.trim().split('\n')[1] ?? '';
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
  return { wall, cpu };
}

const median = (samples: readonly number[]): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const root = mkdtempSync(join(tmpdir(), 'bench-gate-'));
const measures: Measure[] = [];
const measure = (name: string, peer: string, unit: string, aim: number): Measure => {
  const made = { name, peer, unit, aim, samples: [], peerSamples: [] };
  measures.push(made);
  return made;
};
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
  if (values.only !== 'cli') {
    const cold = measure('nx run-many -t standards, cold', 'nothing', 'wall s', 1.25);
    const cached = measure('nx run-many -t standards, cached', 'nothing', 'wall s', 1.05);
    const run = (target: string): string =>
      `node_modules/.bin/nx run-many -t ${target} --outputStyle=static`;
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
    const nx = (target: string): string =>
      run(target).replace(
        'node_modules/.bin/nx',
        `"${process.execPath}" node_modules/nx/dist/bin/nx.js`,
      );
    // The graph is computed once before anything is timed, as it is on a machine at work.
    cost(root, nx('nothing'), { NX_CACHE_DIRECTORY: join(root, '.nx/warm') });
    for (let round = 0; round < rounds; round++) {
      for (const [target, coldInto, cachedInto] of [
        ['nothing', cold.peerSamples, cached.peerSamples],
        ['standards', cold.samples, cached.samples],
      ] as const) {
        const env = { NX_CACHE_DIRECTORY: join(root, `.nx/cache-${target}-${round}`) };
        coldInto.push(cost(root, nx(target), env).wall);
        cachedInto.push(cost(root, nx(target), env).wall);
      }
      process.stderr.write(`nx: round ${round + 1} of ${rounds}\n`);
    }
  }
  if (values.only !== 'nx') {
    const cli = measure('standards check, all skills', 'read and parse', 'CPU s', 1.5);
    const start = measure('standards --version', 'read and parse', 'CPU s', 1);
    const node = `"${process.execPath}"`;
    const check = `${node} "${join(gate, 'bin.js')}" check --reader npm --format agent`;
    cost(root, check);
    for (let round = 0; round < rounds * 3; round++) {
      cli.peerSamples.push(cost(root, `${node} "${join(here, 'bare-script.js')}"`).cpu);
      cli.samples.push(cost(root, check).cpu);
      start.samples.push(cost(root, `${node} "${join(gate, 'bin.js')}" --version`).cpu);
    }
    start.peerSamples.push(...cli.peerSamples);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

const rows = measures.map(({ name, peer, unit, aim, samples, peerSamples }) => ({
  name,
  peer,
  unit,
  ours: Number(median(samples).toFixed(3)),
  theirs: Number(median(peerSamples).toFixed(3)),
  ratio: Number((median(samples) / median(peerSamples)).toFixed(2)),
  aim,
  rounds: samples.length,
}));
const result = { packages, node: process.version, cores: availableParallelism(), rows };
mkdirSync(join(here, '../reports'), { recursive: true });
writeFileSync(join(here, '../reports/bench-gate.json'), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result)}\n\n`);
for (const { name, peer, unit, ours, theirs, ratio, aim } of rows) {
  const bar = (value: number): string =>
    '█'.repeat(Math.max(1, Math.round((value / Math.max(ours, theirs)) * 30)));
  process.stdout.write(
    `${name}: ratio ${ratio} (aim at most ${aim})\n  ours ${String(ours).padEnd(8)} ${unit}  ${bar(ours)}\n  ${peer} ${String(theirs).padEnd(8)} ${unit}  ${bar(theirs)}\n`,
  );
}

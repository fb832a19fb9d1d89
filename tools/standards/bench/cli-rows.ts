import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { costOf } from './cost.ts';
import { assertOutcomes } from './nx-rows.ts';
import { add, createRow, type Row } from './rows.ts';

/**
 * The command line beside bare scripts, CPU seconds.
 *
 * @param gate the built package of the gate
 * @param count of packages; the root is a project too
 */
export function measureCli(root: string, gate: string, count: number, rounds: number): Row[] {
  const here = import.meta.dirname;
  const bin = join(gate, 'bin.js');
  const check = [bin, 'check', '--reader', 'npm', '--format', 'agent'];
  const bare = [join(here, 'bare-script.js')];
  const peer = 'read and parse';

  const checked = spawnSync(process.execPath, [bin, 'check', '--reader', 'npm', '--format=json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  assertOutcomes(JSON.parse(checked.stdout), count);
  costOf(root, check);

  const runs = [
    { row: createRow('standards check, all skills', peer, 'CPU s', 1.5), args: check },
    {
      row: createRow('standards check, no compile cache', peer, 'CPU s'),
      args: check,
      env: { NODE_DISABLE_COMPILE_CACHE: '1' },
    },
    { row: createRow('standards --version', peer, 'CPU s'), args: [bin, '--version'] },
    {
      row: createRow('floor: node starts and ends', peer, 'CPU s'),
      args: ['-e', '0'],
    },
    {
      row: createRow('floor: list folders, parse manifests, read sources', peer, 'CPU s'),
      args: [join(here, 'reading-script.js')],
    },
    {
      row: createRow('peer that has to find the manifests', peer, 'CPU s'),
      args: [join(here, 'walking-script.js')],
    },
  ];
  for (let round = 0; round < rounds; round++) {
    for (const { row, args, env } of runs) add(row, costOf(root, args, env), costOf(root, bare));
  }
  return runs.map(({ row }) => row);
}

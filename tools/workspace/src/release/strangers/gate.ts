import { z } from 'zod';
import type { OutsideFolder } from '../../outside/outside-folder.ts';
import type { Packed } from '../tarball/release.ts';
import type { Stranger, Surroundings } from './stranger.ts';

export const gateName = '@h-j-petroleum/standards';

const report = z.object({
  exitCode: z.number(),
  findings: z.array(z.object({ skill: z.string(), file: z.string() })),
});

/** A small repository whose manifest departs from a standard, and which has never heard of the gate. */
export const npxStranger: Stranger = {
  title: 'npx standards',
  run: async (surroundings) => {
    const gate = gateOf(surroundings);
    const folder = surroundings.folder('npx');
    await repository(folder, {
      'package.json': {
        ...{ name: 'small', version: '1.0.0', private: true, type: 'module' },
        ...{ packageManager: 'npm@11.0.0', engines: { node: '>=20' } },
        dependencies: { 'left-behind': 'file:../left-behind' },
      },
      'package-lock.json': { name: 'small', version: '1.0.0', lockfileVersion: 3, packages: {} },
    });
    const npx = ['--yes', '--package', `${gate.name}@${gate.version}`, 'standards'];
    const version = (await folder.succeed('npx', [...npx, '--version'])).stdout.trim();
    const skill = ['--skill', 'deps:file-protocol-check'];
    const { stdout, stderr } = await folder.run('npx', [
      ...[...npx, 'check', ...skill, '--format', 'json'],
    ]);
    const { exitCode, findings } = readReport(stdout, stderr);
    const found = findings.map(({ skill: id, file }) => `${id} in ${file}`).join(', ');
    if (found !== 'deps:file-protocol-check in package.json') {
      throw new Error(`check finds ${found || 'nothing'} (exit code ${exitCode})`);
    }
    return `standards ${version} finds the file: dependency that was planted`;
  },
};

/** Without the process that Nx leaves behind, and with nothing that asks. */
const once = { NX_DAEMON: 'false', CI: 'true' };

/** An Nx workspace with nothing but one project and the plugin. */
export const nxStranger: Stranger = {
  title: 'Nx plugin',
  run: async (surroundings) => {
    const gate = gateOf(surroundings);
    const folder = surroundings.folder('nx');
    await repository(folder, {
      '.gitignore': 'node_modules/\n.nx/\n.standards/\n',
      'package.json': {
        ...{ name: 'fresh', private: true, type: 'module', workspaces: ['packages/*'] },
        ...{ packageManager: 'npm@11.0.0', engines: { node: '>=20' } },
      },
      'nx.json': {
        ...{ analytics: false, neverConnectToCloud: true, defaultBase: 'main' },
        plugins: ['@h-j-petroleum/standards/plugin'],
      },
      'packages/a/package.json': { name: 'a', version: '1.0.0', private: true, type: 'module' },
      'packages/a/index.js': 'export const a = 1;\n',
    });
    const { nx } = surroundings.versions;
    await folder.succeed('npm', [
      ...['install', '--ignore-scripts', '--save-dev', '--save-exact'],
      ...[`nx@${nx}`, `@nx/devkit@${nx}`, `${gate.name}@${gate.version}`],
    ]);
    const shown = await folder.succeed('nx', ['show', 'project', 'a', '--json'], once);
    const { targets } = z
      .object({ targets: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(shown.stdout));
    if (!('standards' in targets)) throw new Error('nx show project a has no target standards');
    await folder.succeed('nx', ['run-many', '-t', 'standards', '--outputStyle=static'], once);
    return `Nx ${nx} infers the target standards, and it passes`;
  },
};

function gateOf({ packages }: Surroundings): Packed {
  const gate = packages.find(({ name }) => name === gateName);
  if (gate === undefined) throw new Error(`${gateName} is not published`);
  return gate;
}

function readReport(stdout: string, stderr: string): z.infer<typeof report> {
  try {
    return report.parse(JSON.parse(stdout));
  } catch {
    throw new Error(`check gives no report: ${`${stdout}${stderr}`.trim()}`);
  }
}

async function repository(
  folder: OutsideFolder,
  files: Readonly<Record<string, string | object>>,
): Promise<void> {
  folder.write(files);
  const git = (...args: string[]) =>
    folder.succeed('git', [
      '-c',
      'user.name=Stranger',
      '-c',
      'user.email=stranger@example.invalid',
      ...args,
    ]);
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=First');
}

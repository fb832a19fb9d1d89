import type { OutsideFolder } from '../../outside/outside-folder.ts';
import { entriesOf, importAll } from './imports.ts';
import type { Stranger, Surroundings } from './stranger.ts';
import { optionalPeers, specs } from './stranger.ts';

/** Installed by npm, one after the other in the same folder: alone, with what may be added, and compiled. */
export function npmStrangers(onInstalled: (folder: OutsideFolder) => void): readonly Stranger[] {
  let installed: OutsideFolder | undefined;
  const folderOf = (): OutsideFolder => {
    if (installed === undefined) throw new Error('npm installed nothing before');
    return installed;
  };
  return [
    {
      title: 'npm, JavaScript',
      run: async (surroundings) => {
        const folder = surroundings.folder('npm');
        folder.write({ 'package.json': { name: 'shop', private: true, type: 'module' } });
        await folder.succeed('npm', ['install', '--ignore-scripts', ...specs(surroundings)]);
        installed = folder;
        onInstalled(folder);
        const { entries, waiting } = await importAll(folder, surroundings, false);
        const bins = await runBins(folder, surroundings);
        return `${entries - waiting.length} of ${entries} entries load, ${waiting.length} ask for an optional peer; ${bins} commands say what they take`;
      },
    },
    {
      title: 'npm, with every optional peer',
      run: async (surroundings) => {
        const peers = optionalPeers(surroundings);
        const folder = folderOf();
        await folder.succeed('npm', [
          ...['install', '--ignore-scripts', '--save-dev'],
          ...[...peers, `@types/node@${surroundings.versions.typesOfNode}`],
        ]);
        const { entries } = await importAll(folder, surroundings, true);
        return `${entries} entries load with ${peers.length} packages besides`;
      },
    },
    ...(['nodenext', 'bundler'] as const).map((resolution) => ({
      title: `TypeScript, ${resolution}`,
      run: async (surroundings: Surroundings) => {
        const folder = folderOf();
        const entries = entriesOf(surroundings);
        writeTypes(folder, entries, resolution);
        await folder.succeed(surroundings.tsc, ['--project', `tsconfig.${resolution}.json`]);
        return `${entries.length} entries compile`;
      },
    })),
  ];
}

async function runBins(folder: OutsideFolder, { packages }: Surroundings): Promise<number> {
  const bins = packages.flatMap((packed) => packed.bins);
  for (const bin of bins) {
    const { stdout, stderr } = await folder.succeed(bin, ['--help']);
    if (`${stdout}${stderr}`.trim() === '') throw new Error(`${bin} --help says nothing`);
  }
  return bins.length;
}

/** A file that uses the type of every entry, and one line that has to be refused: a module without types would take it. */
function writeTypes(
  folder: OutsideFolder,
  entries: readonly string[],
  resolution: 'nodenext' | 'bundler',
): void {
  const lines = entries.map(
    (entry, index) =>
      `import type * as e${index} from '${entry}';\n// @ts-expect-error nothing is exported by this name\nexport type Wrong${index} = typeof e${index}.thereIsNoSuchName;`,
  );
  folder.write({
    'types.ts': `${lines.join('\n')}\n`,
    [`tsconfig.${resolution}.json`]: {
      compilerOptions: {
        ...{ target: 'es2023', strict: true, noEmit: true, types: ['node'] },
        // Of other packages nothing is judged here; of ours pkg:types-check judges every declaration.
        skipLibCheck: true,
        module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
        moduleResolution: resolution,
      },
      files: ['types.ts'],
    },
  });
}

import { z } from 'zod';
import type { OutsideFolder } from '../../outside/outside-folder.ts';
import type { Surroundings } from './stranger.ts';

const program = `const tried = [];
for (const specifier of JSON.parse(process.argv[2])) {
  try {
    tried.push({ specifier, names: Object.keys(await import(specifier)).length });
  } catch (error) {
    tried.push({ specifier, names: 0, code: String(error.code ?? error.name), message: String(error.message) });
  }
}
process.stdout.write(JSON.stringify(tried), () => process.exit(0));
`;

const triedSchema = z.array(
  z.object({
    specifier: z.string(),
    names: z.number(),
    code: z.string().optional(),
    message: z.string().optional(),
  }),
);

export interface Imported {
  readonly entries: number;
  /** Entries that can't be had without a package that the consumer may add: `entry: package`. */
  readonly waiting: readonly string[];
}

/** Specifiers of all entries of code: `@scope/name`, `@scope/name/testing`. */
export function entriesOf({ packages }: Pick<Surroundings, 'packages'>): readonly string[] {
  return packages.flatMap(({ name, exports }) =>
    exports.map(({ entry }) => `${name}${entry.slice(1)}`),
  );
}

/**
 * Imports every entry as a module of the consumer.
 *
 * @param withPeers whether the packages that consumers may add are there
 * @throws Error for entries that fail in any other way than by lacking such a package
 */
export async function importAll(
  folder: OutsideFolder,
  surroundings: Pick<Surroundings, 'packages'>,
  withPeers: boolean,
): Promise<Imported> {
  folder.write({ 'import-all.mjs': program });
  const entries = entriesOf(surroundings);
  const { stdout } = await folder.succeed('node', ['import-all.mjs', JSON.stringify(entries)]);
  const tried = triedSchema.parse(JSON.parse(stdout));
  const peers = new Set(
    surroundings.packages.flatMap((packed) => Object.keys(packed.optionalPeers)),
  );
  const waiting: string[] = [];
  const failed: string[] = [];
  for (const { specifier, code, message } of tried) {
    if (code === undefined) continue;
    const lacking = /Cannot find package '([^']+)'/.exec(message ?? '')?.[1];
    if (!withPeers && lacking !== undefined && peers.has(lacking)) {
      waiting.push(`${specifier}: ${lacking}`);
    } else failed.push(`${specifier}: ${code}: ${message}`);
  }
  if (failed.length > 0) throw new Error(`can't be imported:\n  ${failed.join('\n  ')}`);
  return { entries: entries.length, waiting };
}

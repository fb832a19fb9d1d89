import { z } from 'zod';

const ranges = z.record(z.string(), z.string()).optional();

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      resolved: z.string().optional(),
      dependencies: ranges,
      optionalDependencies: ranges,
      peerDependencies: ranges,
      peerDependenciesMeta: z
        .record(z.string(), z.looseObject({ optional: z.boolean().optional() }))
        .optional(),
    }),
  ),
});

/** What lies in a `node_modules`, as npm writes it into `node_modules/.package-lock.json`. */
export type InstalledTree = Readonly<z.infer<typeof lockSchema>>;

export function parseTree(text: string): InstalledTree {
  return lockSchema.parse(JSON.parse(text));
}

export interface Download {
  /** Packages, this one among them. */
  readonly packages: number;
  /** Bytes of their tarballs. */
  readonly bytes: number;
}

/**
 * What somebody downloads who installs one package: itself and all that it needs, of which npm took what fits the platform.
 *
 * @param sizeOf bytes of the tarball at an address
 */
export function downloadOf(
  name: string,
  tree: InstalledTree,
  sizeOf: (resolved: string) => number,
): Download {
  const seen = new Set<string>();
  const visit = (path: string | undefined): void => {
    if (path === undefined || seen.has(path)) return;
    seen.add(path);
    for (const needed of neededBy(path, tree)) visit(find(path, needed, tree));
  };
  visit(find('', name, tree));
  const sizes = [...seen].map((path) => sizeOf(tree.packages[path]?.resolved ?? ''));
  return { packages: seen.size, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function neededBy(path: string, tree: InstalledTree): readonly string[] {
  const found = tree.packages[path];
  const peers = Object.keys(found?.peerDependencies ?? {}).filter(
    (peer) => found?.peerDependenciesMeta?.[peer]?.optional !== true,
  );
  return [
    ...Object.keys(found?.dependencies ?? {}),
    ...Object.keys(found?.optionalDependencies ?? {}),
    ...peers,
  ];
}

/** Where Node finds a package from a folder: there, or in a folder above. */
function find(from: string, name: string, tree: InstalledTree): string | undefined {
  for (
    let folder = from;
    ;
    folder = folder.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '')
  ) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (path in tree.packages) return path;
    if (folder === '') return undefined;
  }
}

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ReleaseError } from '../release-error.ts';

const packedSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** Folder of the member, relative to the workspace's root. */
  folder: z.string(),
  /** Name of the tarball, beside the list. */
  tarball: z.string().regex(/^[\w.-]+\.tgz$/),
  /** sha512, as registries and lock files write it. */
  integrity: z.string().startsWith('sha512-'),
  /** sha1 in hexadecimal digits; the one that every registry keeps. */
  shasum: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Bytes. */
  unpackedSize: z.number(),
  files: z.number(),
  exports: z.array(z.object({ entry: z.string(), types: z.string().nullable() })),
  bins: z.array(z.string()),
  siblings: z.array(z.string()),
  /** Packages that a consumer may add: range by name. */
  optionalPeers: z.record(z.string(), z.string()),
});

/** A tarball of a release and what there is to say of it. */
export type Packed = Readonly<z.infer<typeof packedSchema>>;

const releaseSchema = z.object({ schemaVersion: z.literal(1), packages: z.array(packedSchema) });

const listName = 'release.json';

/** Writes the list of a release beside its tarballs. */
export function writeRelease(folder: string, packages: readonly Packed[]): void {
  writeFileSync(
    join(folder, listName),
    `${JSON.stringify({ schemaVersion: 1, packages }, null, 2)}\n`,
  );
}

/**
 * Reads the list of a release, in the order of publishing.
 *
 * @throws ReleaseError where there is none, or a tarball is not the one that was packed
 */
export function readRelease(folder: string): readonly Packed[] {
  const file = join(folder, listName);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ReleaseError(`${file} is not there.`, [
      'Pack first: npm run release -- pack --out DIR',
    ]);
  }
  const { success, data, error } = releaseSchema.safeParse(JSON.parse(text));
  if (!success) throw new ReleaseError(`${file} is no release: ${z.prettifyError(error)}`);
  for (const { name, tarball, integrity } of data.packages) {
    const { integrity: found } = digests(join(folder, tarball));
    if (found !== integrity) {
      throw new ReleaseError(`${tarball} is not what was packed for ${name}: ${found}.`, [
        `release.json says ${integrity}. Pack again.`,
      ]);
    }
  }
  return data.packages;
}

export function digests(file: string): { readonly integrity: string; readonly shasum: string } {
  const bytes = readFileSync(file);
  return {
    integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    shasum: createHash('sha1').update(bytes).digest('hex'),
  };
}

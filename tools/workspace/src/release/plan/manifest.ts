/**
 * Words of a release.
 *
 * - member: a package of this workspace. One that is not private is published.
 * - package root: the folder that is packed: the member's own, or its `dist` where the build makes a package of that.
 * - stage: a copy of what a package root would pack, with the manifest as it is published.
 * - tarball: what the stage packs to, once; that file is attested and published.
 * - sibling: another member, which manifests here name by the range `*`.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ReleaseError } from '../release-error.ts';

const ranges = z.record(z.string(), z.string()).optional();

const manifestSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  private: z.boolean().optional(),
  dependencies: ranges,
  devDependencies: ranges,
  peerDependencies: ranges,
  optionalDependencies: ranges,
});

/** A package.json, with every field that it has. */
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** Fields whose packages a consumer gets. */
export const consumerFields = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** @throws ReleaseError where the text is no manifest with a name and a version */
export function parseManifest(text: string, file: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ReleaseError(`${file} is no JSON.`);
  }
  const { success, data, error } = manifestSchema.safeParse(value);
  if (success) return data;
  throw new ReleaseError(`${file} is no manifest: ${z.prettifyError(error)}`);
}

/** @throws ReleaseError where the file is no manifest with a name and a version */
export function readManifest(file: string): Manifest {
  return parseManifest(readFileSync(file, 'utf8'), file);
}

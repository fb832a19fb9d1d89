import * as z from 'zod/mini';

const on = z._default(z.boolean(), true);

/** Folders that builds write into, and where the sources of what is in them are looked for, in this order. */
const defaultOutputs = ['dist/', 'lib/', 'build/', 'out/', 'esm/', 'cjs/'].flatMap((from) => [
  { from, to: 'src/' },
  { from, to: '' },
]);

export const optionsSchema = z.strictObject({
  esm: on,
  exports: on,
  types: on,
  files: on,
  license: on,
  licenses: z._default(z.array(z.string()), []),
  repository: on,
  registry: z._default(z.union([z.string(), z.literal(false)]), 'https://npm.pkg.github.com'),
  outputs: z._default(
    z.array(z.strictObject({ from: z.string(), to: z.string() })),
    defaultOutputs,
  ),
  publint: on,
  suggestions: z._default(z.boolean(), false),
});

export type ManifestCheckOptions = z.infer<typeof optionsSchema>;
export type Outputs = ManifestCheckOptions['outputs'];

export const optionDocs = {
  esm: 'Whether a published package must be an ES module.',
  exports: 'Whether a published package must say in `exports` what may be imported from it.',
  types: 'Whether every code entry of `exports` must have types.',
  files: 'Whether a published package must say what it ships, and ship what it refers to.',
  license: 'Whether a published package must name a licence that a machine can read.',
  licenses: 'SPDX identifiers that are accepted besides the ones in common use.',
  repository: 'Whether a published package must name its repository and its folder there.',
  registry:
    'The registry that packages are published to, or `false` to leave name and registry alone.',
  outputs:
    'Where builds write to: a prefix `from` that ends in `/`, or one file, and where its source is, `to`.',
  publint: 'Whether publint is asked about published packages.',
  suggestions: 'Whether suggestions of publint are findings too, besides its errors and warnings.',
} as const satisfies Record<keyof ManifestCheckOptions, string>;

import * as z from 'zod/mini';

const globs = z.array(z.string().check(z.minLength(1))).check(z.minLength(1));
const name = z.string().check(z.minLength(1));

const layer = z.strictObject({ name, match: globs });

const scope = z.strictObject({ name, match: globs, mayUse: z.optional(z.array(name)) });

const ban = z.strictObject({
  from: globs,
  to: globs,
  reason: z.string().check(z.minLength(1)),
  direct: z.optional(z.boolean()),
});

/** What stands under `options` in the configuration. Everything is optional: without it, only what is wrong anywhere is looked for. */
export const layeringOptions = z
  .strictObject({
    layers: z.optional(z.array(layer)),
    scopes: z.optional(z.array(scope)),
    never: z.optional(z.array(ban)),
    leaf: z.optional(globs),
    allowCircles: z.optional(z.array(z.enum(['dev', 'types']))),
    requireExports: z.optional(z.boolean()),
    ignore: z.optional(z.array(z.string())),
  })
  .check(
    z.refine(({ layers }) => unique((layers ?? []).map((one) => one.name)), {
      path: ['layers'],
      error: 'two layers have one name',
    }),
    z.refine(({ scopes }) => unique((scopes ?? []).map((one) => one.name)), {
      path: ['scopes'],
      error: 'two scopes have one name',
    }),
    z.refine(
      ({ scopes = [] }) => {
        const names = new Set(scopes.map((one) => one.name));
        return scopes.every((one) => (one.mayUse ?? []).every((used) => names.has(used)));
      },
      { path: ['scopes'], error: '`mayUse` names a scope that is not defined' },
    ),
  );

export type LayeringOptions = z.infer<typeof layeringOptions>;

/** One line for each option; the page repeats them. */
export const layeringOptionDocs = {
  layers:
    'The layers, lowest first: `name` and `match`; a project uses its own layer and lower ones.',
  scopes:
    'Groups of projects, `name` and `match`; with `mayUse`, a scope uses only itself and the scopes named there.',
  never:
    'What must not reach what: `from`, `to` and the `reason`; with `direct`, steps in between are allowed.',
  leaf: 'Projects that no other project depends on, such as applications.',
  allowCircles:
    'Circles that are accepted: `dev`, those that development closes, and `types`, those that types close.',
  requireExports: 'Whether a package without `exports` can be imported by its name alone.',
  ignore: 'Globs of sources that are left out, relative to the root of the workspace.',
} as const;

/** Folders of fixtures hold code that is wrong on purpose. */
export const defaultIgnore: readonly string[] = ['**/fixtures/**', '**/__fixtures__/**'];

function unique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

import * as z from 'zod/mini';

const on = z._default(z.boolean(), true);
const fields = (names: readonly string[]) => z._default(z.array(z.string()), [...names]);

export const optionsSchema = z.strictObject({
  members: on,
  ignore: fields([]),
  names: on,
  internalDependencies: on,
  lockFile: on,
  packageManager: on,
  rootPrivate: on,
  required: z.prefault(
    z.strictObject({
      root: fields([]),
      members: fields(['name']),
      published: fields(['version']),
    }),
    {},
  ),
  engines: z._default(z.enum(['within', 'compatible', 'off']), 'within'),
  dependencies: on,
});

export type WorkspaceCheckOptions = z.infer<typeof optionsSchema>;

export const optionDocs = {
  members:
    'Whether packages beside members that are no members, unused exclusions, and a second list that differs are found.',
  ignore: 'Folders, as globs, that may hold packages which are no members.',
  names: 'Whether names must be unique and valid for npm.',
  internalDependencies: 'Whether dependencies on members must resolve inside the workspace.',
  lockFile: 'Whether there must be one lock file, of the declared package manager.',
  packageManager: 'Whether the root must declare its package manager with an exact version.',
  rootPrivate: 'Whether the root of a workspace must be `private: true`.',
  required:
    'Fields that must be there: of the `root`, of all `members`, and of members that are `published` (not private).',
  engines:
    '`within`: the root has `engines.node` and no member supports more; `compatible`: no member contradicts it; `off`.',
  dependencies: 'Whether dependency fields must be well formed and name no package twice.',
} as const satisfies Record<keyof WorkspaceCheckOptions, string>;

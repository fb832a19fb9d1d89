import * as z from 'zod/mini';

const texts = z.array(z.string().check(z.minLength(1)));

export const options = z.strictObject({
  folders: z._default(z.record(z.string(), z.string().check(z.minLength(1))), {}),
  profile: z._default(z.enum(['auto', 'strict', 'node16', 'esm-only']), 'auto'),
  ignore: z._default(
    z.array(
      z.strictObject({
        kind: z.string().check(z.minLength(1)),
        entrypoints: z.optional(texts),
        projects: z.optional(texts),
        reason: z.string().check(z.minLength(1)),
      }),
    ),
    [],
  ),
  types: z._default(texts, ['node']),
});

export type Options = z.infer<typeof options>;

export const optionDocs = {
  folders:
    'The folder that is published in place of the package itself, by name, root or glob of the project; `publishConfig.directory` says the same.',
  profile:
    'Which ways of resolution count: `strict` all, `node16` all but that of Node 10, `esm-only` imports alone; `auto` is `esm-only` for a package that offers nothing to `require`, else `node16`.',
  ignore:
    'What is accepted, with the reason: `kind` is the id of a finding or a code of publint; `entrypoints` and `projects` narrow it.',
  types:
    'Packages of `@types` that the consumer has, as nearly every project does; one that is not installed is left out.',
} as const;

import * as z from 'zod/mini';

export const options = z.strictObject({
  ignore: z._default(z.array(z.string().check(z.minLength(1))), []),
  types: z._default(z.boolean(), true),
});

export type Options = z.infer<typeof options>;

export const optionDocs = {
  ignore:
    'Globs from the root of a package: files that are in no release and change none, besides tests, benchmarks, examples, configuration of tools, documents and hidden files.',
  types: 'Whether the bump is held against what became of the exported declarations.',
} as const;

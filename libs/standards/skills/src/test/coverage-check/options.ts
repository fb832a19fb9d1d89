import * as z from 'zod/mini';

const texts = z.array(z.string().check(z.minLength(1)));

/** Where a project's coverage comes from. */
export const source = z.strictObject({
  command: z.optional(texts.check(z.minLength(1))),
  report: z._default(z.string().check(z.minLength(1)), 'coverage/coverage-final.json'),
  environment: z._default(z.record(z.string(), z.string()), {}),
  judges: z._default(texts, []),
  dependsOn: z._default(texts, []),
});

export const options = z.strictObject({
  projects: z._default(z.record(z.string(), source), {}),
  threshold: z._default(z.number().check(z.minimum(0), z.maximum(100)), 80),
  minimum: z._default(z.int().check(z.minimum(1)), 5),
  ignore: z._default(texts, []),
});

export type CoverageOptions = z.output<typeof options>;
export type CoverageSource = z.output<typeof source>;

export const optionDocs = {
  projects:
    'Where the coverage of which projects comes from, by name, root, glob, or `tag:` and a tag of the project; of entries that match the last holds.',
  threshold: 'Percent of the changed lines of code of a project that tests have to run.',
  minimum: 'Changed lines of code below which a project is not judged.',
  ignore: 'Globs from the root of the workspace: files that need no tests.',
} as const;

import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const texts = z.array(text).check(z.minLength(1));

export const options = z.strictObject({
  exceptions: z._default(
    z.array(
      z.strictObject({
        names: texts,
        projects: z.optional(texts),
        // Compulsory: whoever meets the exception later must be able to judge whether it still holds.
        reason: text,
      }),
    ),
    [],
  ),
  development: z._default(z.array(text), []),
  devOnly: z._default(z.enum(['unbundled', 'all', 'off']), 'unbundled'),
  unused: z._default(z.boolean(), true),
  ignore: z._default(z.array(text), []),
});

export type Options = z.infer<typeof options>;

export const optionDocs = {
  exceptions:
    'Names of packages (globs) that are not judged, optionally only in `projects` (names, roots or globs), with a `reason`.',
  development:
    "Files that serve development alone, as globs relative to a project's root, besides tests, stories, scripts and configuration.",
  devOnly:
    'Where imports of devDependencies by code that ships are found: in packages that no bundler builds (`unbundled`), in `all`, or nowhere (`off`).',
  unused: 'Whether declared dependencies that nothing uses are found.',
  ignore: "Sources that are not looked at, as globs relative to the workspace's root.",
} as const;

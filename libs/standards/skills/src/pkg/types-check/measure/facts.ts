import * as z from 'zod/mini';

const resolutionKind = z.enum(['node10', 'node16-cjs', 'node16-esm', 'bundler']);
export type ResolutionKind = z.output<typeof resolutionKind>;

/** The ids of findings by the kinds of are-the-types-wrong. */
export const problemIds = {
  NoResolution: 'no-resolution',
  UntypedResolution: 'untyped-resolution',
  FalseCJS: 'false-cjs',
  FalseESM: 'false-esm',
  CJSResolvesToESM: 'cjs-resolves-to-esm',
  FallbackCondition: 'fallback-condition',
  CJSOnlyExportsDefault: 'cjs-only-exports-default',
  NamedExports: 'named-exports',
  FalseExportDefault: 'false-export-default',
  MissingExportEquals: 'missing-export-equals',
  UnexpectedModuleSyntax: 'unexpected-module-syntax',
  InternalResolutionError: 'internal-resolution-error',
} as const;

/** What was found of one packed package. */
export const factsSchema = z.object({
  version: z.literal(1),
  name: z.string(),
  /** Why it could not be packed; nothing else was looked at then. */
  unpacked: z.optional(z.string()),
  /** Whether it offers something to `require`. */
  hasRequire: z.boolean(),
  /** What points into this workspace: the field, the value, and what would be right. */
  references: z.array(z.object({ where: z.string(), value: z.string(), expected: z.string() })),
  publint: z.array(z.object({ code: z.string(), type: z.string(), text: z.string() })),
  /** Of are-the-types-wrong, one row for each kind, entry point and, where it is about one, detail. */
  problems: z.array(
    z.object({
      kind: z.enum(Object.values(problemIds)),
      entrypoint: z.string(),
      resolutions: z.array(resolutionKind),
      detail: z.optional(z.string()),
    }),
  ),
  /** Dependencies that are not installed here, with the field that declares them. */
  uninstalled: z.array(z.object({ name: z.string(), range: z.string(), field: z.string() })),
  /** What TypeScript says in a consumer, each thing once. */
  diagnostics: z.array(
    z.object({
      resolutions: z.array(z.enum(['nodenext', 'bundler'])),
      /** Files of the package with their lines, and what was imported where it says it of the import. */
      places: z.array(z.string()),
      code: z.number(),
      text: z.string(),
    }),
  ),
});
export type Facts = z.output<typeof factsSchema>;

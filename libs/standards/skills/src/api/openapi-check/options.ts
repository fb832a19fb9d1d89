import * as z from 'zod/mini';

const texts = z.array(z.string().check(z.minLength(1)));

/** How a service tells the document that its routes make. */
export const generator = z.strictObject({
  command: texts.check(z.minLength(1)),
  file: z._default(z.string().check(z.minLength(1)), 'openapi.json'),
  environment: z.optional(z.record(z.string(), z.string())),
  judges: z.optional(texts),
  dependsOn: z.optional(texts),
});

export const options = z.strictObject({
  documents: z._default(texts, ['openapi.{json,yaml,yml}']),
  required: z._default(texts, []),
  skipRules: z._default(texts, []),
  generators: z._default(z.record(z.string(), generator), {}),
});

export type Options = z.infer<typeof options>;
export type GeneratorSettings = z.infer<typeof generator>;

export const optionDocs = {
  documents: 'Where the documents are: globs relative to the root of a project.',
  required: 'Projects that must have a document: names, roots or globs of them.',
  skipRules: 'Rules of the lint that do not hold here, by their names.',
  generators:
    'How services print the document that their routes make, by name, root, glob, or `tag:` and a tag of the project; of entries that match the last holds.',
} as const;

import * as z from 'zod/mini';

const texts = z.array(z.string().check(z.minLength(1)));

export const options = z.strictObject({
  documents: z._default(texts, ['openapi.{json,yaml,yml}']),
  required: z._default(texts, []),
  skipRules: z._default(texts, []),
});

export type Options = z.infer<typeof options>;

export const optionDocs = {
  documents: 'Where the documents are: globs relative to the root of a project.',
  required: 'Projects that must have a document: names, roots or globs of them.',
  skipRules: 'Rules of the lint that do not hold here, by their names.',
} as const;

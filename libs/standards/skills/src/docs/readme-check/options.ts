import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const texts = z.array(text);
const pattern = text.check(
  z.refine((source) => {
    try {
      new RegExp(source, 'iu');
      return true;
    } catch {
      return false;
    }
  }, 'is no regular expression'),
);

export const templateSchema = z.strictObject({
  match: texts.check(z.minLength(1)),
  readme: z._default(z.enum(['required', 'optional']), 'required'),
  title: z._default(z.union([z.literal('name'), z.literal('any')]), 'name'),
  intro: z._default(z.boolean(), true),
  example: z._default(z.boolean(), false),
  sections: z._default(
    z.array(z.strictObject({ heading: pattern, optional: z._default(z.boolean(), false) })),
    [],
  ),
});

export const optionsSchema = z.strictObject({
  templates: z._default(z.array(templateSchema), []),
  languages: z._default(texts, []),
  ignore: z._default(texts, []),
  measure: z._default(texts, []),
  compiler: z._default(text, 'typescript'),
  runSeconds: z._default(z.number().check(z.positive(), z.maximum(120)), 30),
});

export type Template = z.output<typeof templateSchema>;
export type ReadmeOptions = z.output<typeof optionsSchema>;

export const optionDocs = {
  templates:
    'What the READMEs of which projects hold: the first whose `match` names the project by name, root, glob, or `tag:` and a tag.',
  languages: 'Names of languages of code blocks besides those that are known.',
  ignore: 'Globs of links, and of script names in commands, that are not looked after.',
  measure:
    'Projects, by name, root, glob, or `tag:` and a tag, whose blocks of code are type-checked and run; those of others are parsed.',
  compiler: 'The package whose `tsc` checks types; it is resolved from the project.',
  runSeconds: 'How long the blocks of one file may run.',
} as const;

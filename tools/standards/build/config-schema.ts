import { configSchema, policyDocs } from '@h-j-petroleum/standards-engine';
import { packs } from '@h-j-petroleum/standards-skills';
import * as z from 'zod';

/** What each key of the configuration means, for the editor that shows the schema. */
const descriptions: Readonly<Record<string, string>> = {
  $schema: 'This schema.',
  packs: 'Packages, or local folders that start with ./, which bring skills of their own.',
  skills: 'Modes and options by skill.',
  defaultMode: 'The mode of skills that are not named. Without it, each has its own.',
  protectedBranches: 'Globs of branches on which a fix is never written.',
  graduation:
    'By what evidence modes rise and fall: what `standards graduate` goes by. See docs/standards/graduation.md.',
  baseline: 'The file of accepted findings. Default: standards.baseline.json.',
  waivers: 'Findings that fail nothing until a day, each with a reason and an owner.',
  maxWaiverDays: 'Days from today on which a waiver may end. Default: 180.',
  history:
    'Whether runs are recorded in .standards/history, and for how many days they are kept there (default 400).',
};

/** The JSON Schema of `standards.config.json`, with the options of every built-in skill. */
export function configJsonSchema(): Record<string, unknown> {
  const base = record(z.toJSONSchema(configSchema, { target: 'draft-2020-12' }));
  const properties = record(base['properties']);
  for (const [key, description] of Object.entries(descriptions)) {
    properties[key] = { ...record(properties[key]), description };
  }
  properties['graduation'] = withPolicyDocs(record(properties['graduation']));
  const mode = { enum: ['off', 'advisory', 'warn', 'enforce'] };
  const setting = (title: string, options: unknown) => ({
    description: title,
    anyOf: [
      mode,
      {
        type: 'object',
        properties: {
          mode,
          options,
          projects: {
            description: 'Modes by project: names, roots or globs; the last match holds.',
            type: 'object',
            additionalProperties: mode,
          },
        },
        additionalProperties: false,
      },
    ],
  });
  const skills = packs.flatMap((pack) => pack.skills);
  properties['skills'] = {
    description: descriptions['skills'],
    type: 'object',
    properties: Object.fromEntries(
      skills.map(({ meta }) => {
        if (!(meta.options instanceof z.core.$ZodType)) {
          throw new Error(`the options of ${meta.id} are no zod schema`);
        }
        const options = record(z.toJSONSchema(meta.options, { io: 'input' }));
        delete options['$schema'];
        const known = record(options['properties'] ?? {});
        for (const [key, description] of Object.entries(meta.optionDocs)) {
          known[key] = { ...record(known[key] ?? {}), description };
        }
        return [meta.id, setting(`${meta.title}. ${meta.description}`, options)];
      }),
    ),
    // Skills of packs are known only when the packs are loaded.
    additionalProperties: setting('A skill of a pack.', { type: 'object' }),
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://github.com/h-j-petroleum/source/standards/config.schema.json',
    title: 'standards.config.json',
    ...base,
    properties,
  };
}

/** The policy's schema, in which every setting has its line; `*` in the path of one stands for every step. */
function withPolicyDocs(schema: Record<string, unknown>, path = ''): Record<string, unknown> {
  const description = policyDocs[path.replace(/^(raise|lower)\.\w+\./, '$1.*.')];
  const { properties, items } = schema;
  return {
    ...(description === undefined ? {} : { description }),
    ...schema,
    ...(items === undefined ? {} : { items: withPolicyDocs(record(items), path) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(record(properties)).map(([key, value]) => [
              key,
              withPolicyDocs(record(value), path === '' ? key : `${path}.${key}`),
            ]),
          ),
        }),
  };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null)
    throw new Error('expected an object in a schema');
  return Object.fromEntries(Object.entries(value));
}

import type { GeneratorCallback, Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';
import type { CommonOptions, Kind } from '../../scaffold/blueprint.ts';

useSourceCondition(import.meta.url);

/** What a pipeline is made of. */
const base = [
  'libs/toolkit/signals',
  'libs/toolkit/logger',
  'libs/toolkit/metrics',
  'libs/toolkit/telemetry',
  'libs/vector/stores/embedded',
];

/** A pipeline: private, layer 2, from a file of JSON lines to a schema of its own. */
export const pipeline: Kind = {
  name: 'pipeline',
  place: 'libs/dataops/{name}',
  async blueprint(options, tree) {
    const { checkBase } = await import('../../scaffold/house.ts');
    const { checkName } = await import('../../scaffold/name.ts');
    const { jsonListMember } = await import('../../scaffold/registrations/json-entry.ts');
    const name = checkName('pipeline', options.name);
    for (const one of base) checkBase(tree, 'pipeline', one);
    const root = `libs/dataops/${name}`;
    // With its prefix it is neither a word of SQL nor the schema of a service.
    const schema = `warehouse_${name.replaceAll('-', '_')}`;
    return {
      kind: 'pipeline',
      name,
      root,
      description: options.description ?? `Moves records to the warehouse schema ${schema}.`,
      package: { name: `@h-j-petroleum/dataops-${name}`, published: false },
      owns: [`migrations/${schema}`],
      variables: { schema },
      registrations: [
        // Its README's example is type-checked.
        jsonListMember(
          'standards.config.json',
          ['skills', 'docs:readme-check', 'options', 'measure'],
          root,
        ),
      ],
      next: [
        `Next: nx run-many -t lint typecheck test build standards -p @h-j-petroleum/dataops-${name}`,
      ],
    };
  },
};

/** See schema.json. */
export default async function pipelineGenerator(
  tree: Tree,
  options: CommonOptions,
): Promise<GeneratorCallback> {
  const { scaffold } = await import('../../scaffold/scaffold.ts');
  return scaffold(tree, pipeline, options);
}

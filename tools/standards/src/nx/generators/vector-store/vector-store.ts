import type { GeneratorCallback, Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';
import type { CommonOptions, Kind } from '../../scaffold/blueprint.ts';

useSourceCondition(import.meta.url);

/**
 * A vector store: published, layer 0, scope vector. It fulfils core's contract on a database that needs nothing installed, behind
 * the interface that the driver of another one implements.
 */
export const vectorStore: Kind = {
  name: 'vector-store',
  place: 'libs/vector/stores/{name}',
  async blueprint(options, tree) {
    const { checkName } = await import('../../scaffold/name.ts');
    const { checkBase } = await import('../../scaffold/house.ts');
    const { jsonListMember } = await import('../../scaffold/registrations/json-entry.ts');
    const name = checkName('vector-store', options.name);
    checkBase(tree, 'vector-store', 'libs/vector/core');
    const root = `libs/vector/stores/${name}`;
    return {
      kind: 'vector-store',
      name,
      root,
      description: options.description ?? descriptionOf(name),
      package: { name: `@vector-toolkit/stores-${name}`, published: true },
      registrations: [
        // Its README's example is type-checked and run.
        jsonListMember(
          'standards.config.json',
          ['skills', 'docs:readme-check', 'options', 'measure'],
          root,
        ),
      ],
      next: [
        `Next: nx run-many -t lint typecheck test build standards -p @vector-toolkit/stores-${name}`,
        `The database goes into ${root}/src/backend: its README says which file holds what.`,
      ],
    };
  },
};

/** Until a driver is there, a store says where its records are. */
function descriptionOf(name: string): string {
  if (name === 'sqlite')
    return 'Vectors on SQLite, in a file or in memory: exact search, filters in SQL.';
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  return `Vectors for ${title}, kept in SQLite until its driver is there: exact search, filters in SQL.`;
}

/** See schema.json. */
export default async function vectorStoreGenerator(
  tree: Tree,
  options: CommonOptions,
): Promise<GeneratorCallback> {
  const { scaffold } = await import('../../scaffold/scaffold.ts');
  return scaffold(tree, vectorStore, options);
}

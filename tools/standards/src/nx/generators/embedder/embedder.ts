import type { GeneratorCallback, Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';
import type { CommonOptions, Kind } from '../../scaffold/blueprint.ts';

useSourceCondition(import.meta.url);

export interface EmbedderSchema extends CommonOptions {
  readonly baseUrl?: string;
  readonly model?: string;
  readonly dimensions?: number;
  readonly tokens?: number;
}

/** An embedder for an HTTP API: published, layer 0, scope vector. */
export const embedder: Kind<EmbedderSchema> = {
  name: 'embedder',
  place: 'libs/vector/embeddings/{name}',
  async blueprint(options, tree) {
    const { checkName } = await import('../../scaffold/name.ts');
    const { checkBase } = await import('../../scaffold/house.ts');
    const { jsonListMember } = await import('../../scaffold/registrations/json-entry.ts');
    const { checkApi } = await import('./check-api.ts');
    const name = checkName('embedder', options.name);
    const api = checkApi(options);
    checkBase(tree, 'embedder', 'libs/vector/core');
    checkBase(tree, 'embedder', 'libs/vector/embeddings/fake');
    const root = `libs/vector/embeddings/${name}`;
    const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
    return {
      kind: 'embedder',
      name,
      root,
      description: options.description ?? `Embeddings from the API of ${title}.`,
      package: { name: `@vector-toolkit/embeddings-${name}`, published: true },
      variables: { ...api },
      registrations: [
        // Its README's example is type-checked and run.
        jsonListMember(
          'standards.config.json',
          ['skills', 'docs:readme-check', 'options', 'measure'],
          root,
        ),
      ],
      next: [
        `Next: nx run-many -t lint typecheck test build standards -p @vector-toolkit/embeddings-${name}`,
        `The format of the API is in ${root}/src/api.ts, its models in ${root}/src/models.ts.`,
      ],
    };
  },
};

/** See schema.json. */
export default async function embedderGenerator(
  tree: Tree,
  options: EmbedderSchema,
): Promise<GeneratorCallback> {
  const { scaffold } = await import('../../scaffold/scaffold.ts');
  return scaffold(tree, embedder, options);
}

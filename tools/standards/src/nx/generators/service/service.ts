import type { GeneratorCallback, Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';
import type { CommonOptions, Kind } from '../../scaffold/blueprint.ts';

useSourceCondition(import.meta.url);

export interface ServiceOptions extends CommonOptions {
  /** @default the name without `-api` */
  readonly schema?: string;
  /** @default 'items' */
  readonly resource?: string;
}

/** What a service is made of. */
const base = ['libs/toolkit/service', 'libs/vector/stores/embedded'];

/** An HTTP service of the one shape that there is (docs/decisions/0018): private, layer 3, with a schema of its own and one resource. */
export const service: Kind<ServiceOptions> = {
  name: 'service',
  place: 'apps/{name}',
  async recognises(name, tree) {
    const { keptSchema } = await import('./places.ts');
    return keptSchema(name, tree) !== undefined;
  },
  async blueprint(options, tree) {
    const { checkBase } = await import('../../scaffold/house.ts');
    const { checkName } = await import('../../scaffold/name.ts');
    const { jsonEntry } = await import('../../scaffold/registrations/json-entry.ts');
    const { writeOpenapi } = await import('./openapi.ts');
    const { placesOf, stack } = await import('./places.ts');
    const { checkStack, stackEntries } = await import('./stack.ts');
    const { resourceWords } = await import('./words.ts');
    const name = checkName('service', options.name);
    for (const one of base) checkBase(tree, 'service', one);
    const root = `apps/${name}`;
    const places = placesOf(name, options.schema, tree);
    const words = resourceWords(
      options.resource ?? resourceOf(places.schema, root, tree) ?? 'items',
    );
    const entries = stackEntries(name, places);
    if (!tree.exists(`${root}/package.json`)) checkStack(name, entries, tree);
    const settings = (skill: string, ...path: readonly string[]): string[] => [
      ...['skills', skill, ...path, root],
    ];
    return {
      kind: 'service',
      name,
      root,
      description: options.description ?? `${words.Plural} that people and machines keep.`,
      package: { name: `@h-j-petroleum/${name}`, published: false },
      owns: [`migrations/${places.schema}`],
      variables: { ...places, ...words, hasStack: tree.exists(stack) },
      registrations: [
        // Whoever has no valid key is measured too: the key is looked up in the database.
        jsonEntry('standards.config.json', settings('obs:otel-check', 'options', 'services'), {
          request: {
            path: `/v1/${words.resources}`,
            headers: { 'x-api-key': `hjp_${'0'.repeat(18)}_${'0'.repeat(43)}` },
          },
        }),
        // Off until the service has routes whose latency matters to somebody.
        jsonEntry('standards.config.json', settings('perf:api-latency', 'projects'), 'off'),
        jsonEntry('standards.config.json', settings('perf:api-latency', 'options', 'services'), {
          routes: ['GET /health/live', `GET /v1/${words.resources}`],
        }),
        ...entries,
      ],
      finish: () => writeOpenapi(tree.root, root),
      next: [
        `Next: nx run-many -t lint typecheck test build e2e standards -p @h-j-petroleum/${name}`,
        `${root}/README.md says how to run it. Where docker/.env is made already, it needs a value for ${places.schema.toUpperCase()}_DATABASE_PASSWORD.`,
      ],
    };
  },
};

/** What a service that is there keeps: the title of its first migration. */
function resourceOf(schema: string, root: string, tree: Tree): string | undefined {
  if (!tree.exists(`${root}/package.json`)) return undefined;
  const [first] = tree
    .children(`migrations/${schema}`)
    .flatMap((file) => /^0001_([a-z_]+s)\.sql$/.exec(file)?.[1] ?? []);
  return first?.replaceAll('_', '-');
}

/** See schema.json. */
export default async function serviceGenerator(
  tree: Tree,
  options: ServiceOptions,
): Promise<GeneratorCallback> {
  const { scaffold } = await import('../../scaffold/scaffold.ts');
  return scaffold(tree, service, options);
}

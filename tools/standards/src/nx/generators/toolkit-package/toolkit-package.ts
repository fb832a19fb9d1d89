import type { GeneratorCallback, Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';
import type { CommonOptions, Kind } from '../../scaffold/blueprint.ts';

useSourceCondition(import.meta.url);

/** A toolkit: published, layer 0, with one function, its settings and its errors as a worked example. */
export const toolkitPackage: Kind = {
  name: 'toolkit-package',
  place: 'libs/toolkit/{name}',
  async blueprint(options) {
    const { checkName } = await import('../../scaffold/name.ts');
    const { jsonListMember } = await import('../../scaffold/registrations/json-entry.ts');
    const name = checkName('toolkit-package', options.name);
    const root = `libs/toolkit/${name}`;
    return {
      kind: 'toolkit-package',
      name,
      root,
      description:
        options.description ?? 'Keeps the latest entries, and counts those that it no longer has.',
      package: { name: `@h-j-petroleum/toolkit-${name}`, published: true },
      registrations: [
        // Its README's example is type-checked and run.
        jsonListMember(
          'standards.config.json',
          ['skills', 'docs:readme-check', 'options', 'measure'],
          root,
        ),
      ],
      next: [
        `Next: nx run-many -t lint typecheck test build standards -p @h-j-petroleum/toolkit-${name}`,
      ],
    };
  },
};

/** See schema.json. */
export default async function toolkitPackageGenerator(
  tree: Tree,
  options: CommonOptions,
): Promise<GeneratorCallback> {
  const { scaffold } = await import('../../scaffold/scaffold.ts');
  return scaffold(tree, toolkitPackage, options);
}

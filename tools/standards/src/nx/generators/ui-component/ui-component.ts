import type { GeneratorCallback, Tree } from '@nx/devkit';
import type { CommonOptions, Kind } from '../../scaffold/blueprint.ts';
import { useSourceCondition } from '../../source-condition.ts';

useSourceCondition(import.meta.url);

const base = 'libs/frontend/ui';
const packageName = '@h-j-petroleum/frontend-ui';

/** A component of libs/frontend/ui: a framed part of the page in one of the tones of the tokens, as a worked example. */
export const uiComponent: Kind = {
  name: 'ui-component',
  place: `${base}/src/{name}`,
  async blueprint(options, tree) {
    const { checkBase } = await import('../../scaffold/house.ts');
    const { jsonEntry } = await import('../../scaffold/registrations/json-entry.ts');
    const { sortedLine } = await import('../../scaffold/registrations/sorted-line.ts');
    const { checkComponentName } = await import('./component-name.ts');
    checkBase(tree, 'ui-component', base);
    const name = checkComponentName(options.name, base, tree);
    const className = name.replaceAll(/(?:^|-)([a-z\d])/g, (_, letter: string) =>
      letter.toUpperCase(),
    );
    const description = (
      options.description ?? 'A framed part of the page, in one of the tones of the tokens.'
    ).replaceAll(/\s+/g, ' ');
    const page = `[${className}](src/${name}/${name}.md)`;
    return {
      kind: 'ui-component',
      name,
      root: `${base}/src/${name}`,
      description,
      partOf: { package: packageName, specifier: `${packageName}/${name}` },
      variables: { docstring: description.replaceAll('*/', '* /') },
      registrations: [
        jsonEntry(`${base}/package.json`, ['exports', `./${name}`], {
          '@h-j-petroleum/source': `./src/${name}/${name}.tsx`,
          types: `./dist/${name}.d.ts`,
          default: `./dist/${name}.js`,
        }),
        sortedLine(`${base}/src/styles.css`, `@import './${name}/${name}.css';`, {
          among: /^@import '\.\/(?!tokens\/)([^/']+)\//,
          after: /^@import '\.\/tokens\//,
        }),
        sortedLine(`${base}/README.md`, `| ${page} | ${wordsOf(description)} |`, {
          among: /^\| \[[^\]]+\]\(src\/([^/)]+)\//,
          after: /^\| component /,
        }),
      ],
      next: [`Next: nx run-many -t lint typecheck test build e2e standards -p ${packageName}`],
    };
  },
};

/** A sentence as it stands in a cell of a table. */
function wordsOf(sentence: string): string {
  const words = sentence.replace(/\.$/, '').replaceAll('|', '\\|');
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** See schema.json. */
export default async function uiComponentGenerator(
  tree: Tree,
  options: CommonOptions,
): Promise<GeneratorCallback> {
  const { scaffold } = await import('../../scaffold/scaffold.ts');
  return scaffold(tree, uiComponent, options);
}

import type { Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';
import type { SkillTemplate } from './templates.ts';
import { skillFiles } from './templates.ts';

useSourceCondition(import.meta.url);

export interface SkillSchema {
  readonly id: string;
  readonly directory: string;
  readonly scope?: 'project' | 'workspace';
}

const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*:[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Scaffolds a skill in a local pack, makes the pack where there is none, and names it in the configuration. */
export default async function skillGenerator(tree: Tree, options: SkillSchema): Promise<void> {
  const { editJson, normalisePath, parseJson } = await import('@h-j-petroleum/standards-engine');
  if (!idPattern.test(options.id)) {
    throw new Error(
      `\`${options.id}\` is no id of a skill. Write pack:name in kebab-case, for instance acme:readme-check.`,
    );
  }
  const [pack = '', name = ''] = options.id.split(':');
  const directory = normalisePath(options.directory);
  if (directory === '' || /^[\\/]/.test(options.directory) || directory.startsWith('..')) {
    throw new Error(
      `\`${options.directory}\` is no folder inside the workspace. Name one, for instance tools/${pack}-standards.`,
    );
  }
  if (tree.exists(`${directory}/${name}/${name}.ts`)) {
    throw new Error(
      `${directory}/${name} exists already. Choose another name, or remove the folder first.`,
    );
  }
  const index = `${directory}/index.ts`;
  const current = tree.read(index, 'utf-8') ?? undefined;
  const files = skillFiles({
    pack,
    name,
    directory,
    scope: options.scope ?? 'project',
    contract: contractOf(tree, directory),
    index: current,
  });
  for (const [path, text] of Object.entries(files)) tree.write(path, text);

  const config = tree.read('standards.config.json', 'utf-8') ?? '{}\n';
  const parsed = parseJson(config);
  if (!parsed.ok)
    throw new Error(`standards.config.json:${parsed.line} is not valid JSON: ${parsed.reason}`);
  const specifier = `./${directory}`;
  const packs: unknown = Object(parsed.value)['packs'];
  const known: readonly unknown[] = Array.isArray(packs) ? packs : [];
  if (!known.includes(specifier)) {
    tree.write('standards.config.json', editJson(config, ['packs'], [...known, specifier]));
  }
}

/** A pack whose own package names the engine is built into the gate; all others know only the published gate. */
function contractOf(tree: Tree, directory: string): SkillTemplate['contract'] {
  const engine = '@h-j-petroleum/standards-engine';
  for (let folder = directory; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
    const text = tree.read(folder === '' ? 'package.json' : `${folder}/package.json`, 'utf-8');
    if (text !== null) {
      return text.includes(`"${engine}"`) ? engine : '@h-j-petroleum/standards';
    }
    if (folder === '') return '@h-j-petroleum/standards';
  }
}

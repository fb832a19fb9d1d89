import type { Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';

useSourceCondition(import.meta.url);

export interface InitSchema {
  readonly targetName?: string;
}

const pluginName = '@h-j-petroleum/standards';

/** Adds the gate to an Nx workspace. Run again, it changes nothing. */
export default async function init(tree: Tree, options: InitSchema): Promise<void> {
  const { editJson, parseJson } = await import('@h-j-petroleum/standards-engine');
  const { packs } = await import('@h-j-petroleum/standards-skills');
  const { initialFiles } = await import('../../../cli/commands/init.ts');
  const { filesOf } = await import('../nx-tree.ts');

  const text = tree.read('nx.json', 'utf-8');
  const parsed = text === null ? undefined : parseJson(text);
  if (text === null || !parsed?.ok)
    throw new Error('nx.json cannot be read: this is no Nx workspace.');
  const plugins = pluginsOf(parsed.value);
  if (!plugins.some((plugin) => plugin === pluginName || nameOf(plugin) === pluginName)) {
    const plugin = `${pluginName}/plugin`;
    const entry =
      options.targetName === undefined || options.targetName === 'standards'
        ? plugin
        : { plugin, options: { targetName: options.targetName } };
    if (!plugins.some((known) => known === plugin || nameOf(known) === plugin)) {
      tree.write('nx.json', editJson(text, ['plugins'], [...plugins, entry]));
    }
  }
  const written = initialFiles(
    filesOf(tree),
    packs.flatMap((pack) => pack.skills),
  );
  for (const [path, content] of Object.entries(written)) {
    if (path === 'standards.config.json' && tree.exists(path)) continue;
    tree.write(path, content);
  }
}

function pluginsOf(nxJson: unknown): unknown[] {
  const plugins: unknown =
    typeof nxJson === 'object' && nxJson !== null ? Reflect.get(nxJson, 'plugins') : undefined;
  return Array.isArray(plugins) ? plugins : [];
}

function nameOf(plugin: unknown): unknown {
  return typeof plugin === 'object' && plugin !== null ? Reflect.get(plugin, 'plugin') : undefined;
}

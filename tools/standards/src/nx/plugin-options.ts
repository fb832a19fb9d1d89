/** The options of the plugin in `nx.json`. */
export interface PluginOptions {
  /** The name of the target. Default: `standards`. */
  readonly targetName?: string;
  /** Inputs besides those that the skills declare, as Nx writes them. */
  readonly inputs?: readonly string[];
}

export const defaultTargetName = 'standards';

/** Where tasks leave their parts and the merged report stands, relative to the workspace's root; ignored by git. */
export const outputFolder = '.standards';

/** The file that the task of a project leaves. A name may hold slashes, and a file's name may not. */
export function partFile(projectName: string): string {
  return `${outputFolder}/outcomes/${encodeURIComponent(projectName)}.json`;
}

/** The options of the plugin in `nx.json`. */
export interface PluginOptions {
  /** The name of the target. Default: `standards`. */
  readonly targetName?: string;
  /** Inputs besides those that the skills declare, as Nx writes them. */
  readonly inputs?: readonly string[];
  /** Which files of the merged report are written. Default: all. */
  readonly report?: readonly ReportFile[];
}

/** The merged files and the format of each. */
export const reportFiles = {
  'report.json': 'json',
  'report.sarif': 'sarif',
  'report.md': 'markdown',
} as const;
export type ReportFile = keyof typeof reportFiles;

export const defaultTargetName = 'standards';

/** Where tasks leave their parts and the merged report stands, relative to the workspace's root; ignored by git. */
export const outputFolder = '.standards';

/** The file that the task of a project leaves, as Nx writes outputs: Nx itself puts the project's name in. */
export const partOutput = `{workspaceRoot}/${outputFolder}/outcomes/{projectName}.json`;

/**
 * The same file for one project, relative to the workspace's root. A scoped name makes a folder, as it does for Nx.
 *
 * @throws Error for a name that would lead out of the folder
 */
export function partFile(projectName: string): string {
  if (projectName.split(/[\\/]/).includes('..')) {
    throw new Error(`The project's name ${JSON.stringify(projectName)} leads out of a folder.`);
  }
  return `${outputFolder}/outcomes/${projectName}.json`;
}

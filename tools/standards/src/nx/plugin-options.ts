import { folderAsFileName } from '@h-j-petroleum/standards-engine';

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

/**
 * The file that the task of a project leaves, relative to the workspace's root. It is named for the project's folder and has
 * in its name no character that Nx takes for a glob: with `@acme/a` in it, as the project is called, Nx walks the whole
 * workspace to find each task's one output before it caches it (0.1 s a task).
 *
 * @param projectRoot relative to the workspace's root; `.` or nothing for that itself
 */
export function partFile(projectRoot: string): string {
  return `${outputFolder}/outcomes/${folderAsFileName(projectRoot)}.json`;
}

import type { ExecutorContext } from '@nx/devkit';
import { useSourceCondition } from '../source-condition.ts';

useSourceCondition(import.meta.url);

export interface MeasureTaskOptions {
  readonly skill: string;
}

/**
 * Measures for one skill and project, where the record of the last time does not hold any more. It fails only where nothing
 * could be recorded: what went wrong with the measurement itself stands in the record, and the task `standards`, which comes
 * after this one, reports it by name beside all else that it finds.
 */
export default async function measure(
  { skill }: MeasureTaskOptions,
  { root, projectGraph, projectName = '' }: ExecutorContext,
): Promise<{ success: boolean }> {
  const { openNxSession, rootOf } = await import('../open-nx-session.ts');
  const { measureSession, rowText } = await import('../../measure/measure-session.ts');
  try {
    const session = await openNxSession(root, projectGraph);
    const folder = rootOf(projectGraph, projectName);
    const workspace = await session.read();
    const project = workspace.projects.find((one) => one.root === folder);
    if (!project) {
      process.stderr.write(
        `standards: Nx's project ${projectName} is not in the workspace as read. Run \`nx reset\`.\n`,
      );
      return { success: false };
    }
    const rows = await measureSession(session, { skills: [skill], projects: [project.id] });
    process.stdout.write(rows.map(rowText).join('') || `${skill} does not apply here.\n`);
    return { success: true };
  } catch (error) {
    process.stderr.write(
      `standards: not measured. ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return { success: false };
  }
}

import { styleText } from 'node:util';
import { findRoot, openSession } from '../../session.ts';
import type { Output } from '../output.ts';
import { toJson } from '../output.ts';

export interface ListOptions {
  readonly root?: string;
  readonly json?: boolean;
}

/** Lists every skill that this workspace has, built in or from a pack, and the mode it runs in. */
export async function listCommand(options: ListOptions, output: Output): Promise<number> {
  const session = await openSession({ root: options.root ?? findRoot(process.cwd()) });
  // The mode of a project that no glob of the configuration names.
  const anywhere = { id: '\0', name: undefined, root: '\0', manifest: undefined, tags: [] };
  const rows = session.skills.map((skill) => ({
    id: skill.meta.id,
    title: skill.meta.title,
    description: skill.meta.description,
    scope: skill.meta.scope,
    mode: session.config.modeOf(skill, anywhere),
    fixable: skill.fix !== undefined,
    options: skill.meta.optionDocs,
    docs: skill.meta.docs,
  }));
  if (options.json) output.out(toJson({ schemaVersion: 1, skills: rows }));
  else {
    const bold = (text: string) => (output.colour ? styleText('bold', text) : text);
    const width = Math.max(...rows.map((row) => row.id.length));
    for (const row of rows) {
      const fix = row.fixable ? 'fix' : '   ';
      output.out(`${bold(row.id.padEnd(width))}  ${row.mode.padEnd(8)}  ${fix}  ${row.title}\n`);
    }
    output.out(
      `\nstandards explain <skill> shows a page; standards check --skill <skill> runs one.\n`,
    );
  }
  return 0;
}

import { join } from 'node:path';
import {
  configFile,
  StandardsError,
  type AnySkill,
  type Files,
} from '@h-j-petroleum/standards-engine';
import { refuseOutside } from '../../fix/places.ts';
import { findRoot, openSession } from '../../session.ts';
import type { Output } from '../output.ts';
import { toJson, writeOutputFile } from '../output.ts';

export interface InitOptions {
  readonly root?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Adds the gate to a repository: every skill advisory, so that the first run informs and fails nothing. */
export async function initCommand(options: InitOptions, output: Output): Promise<number> {
  const session = await openSession({ root: options.root ?? findRoot(process.cwd()) });
  if (session.config.file !== undefined) {
    throw new StandardsError(
      'BAD_USAGE',
      `${join(session.root, configFile)} exists already. Edit it, or remove it first.`,
    );
  }
  // Reading proves that this folder holds something to check before anything is written.
  const workspace = await session.read();
  const files = initialFiles(session.files, session.skills);
  if (!options.dryRun) {
    refuseOutside(session.root, Object.keys(files));
    for (const [path, text] of Object.entries(files)) {
      writeOutputFile(join(session.root, path), text);
    }
  }
  if (options.json) {
    output.out(
      toJson({
        root: session.root,
        reader: workspace.reader,
        projects: workspace.members.length,
        dryRun: options.dryRun ?? false,
        files,
      }),
    );
    return 0;
  }
  const verb = options.dryRun ? 'would write' : 'wrote';
  output.out(
    `${workspace.reader} workspace with ${workspace.members.length === 1 ? '1 project' : `${workspace.members.length} projects`} in ${session.root}\n`,
  );
  for (const path of Object.keys(files)) output.out(`${verb} ${path}\n`);
  output.out(
    '\nEvery skill is advisory: `standards check` shows what it finds and fails nothing.\nRaise a skill to "warn" or "enforce" in standards.config.json, or accept what is there with `standards baseline`.\n',
  );
  if (session.files.kind('nx.json') === 'file') {
    output.out(
      'This is an Nx workspace: `nx g @h-j-petroleum/standards:init` adds the `standards` target.\n',
    );
  }
  return 0;
}

/** The files that `init` writes, by path. */
export function initialFiles(files: Files, skills: readonly AnySkill[]): Record<string, string> {
  const config = {
    $schema: './node_modules/@h-j-petroleum/standards/config.schema.json',
    skills: Object.fromEntries(skills.map((skill) => [skill.meta.id, 'advisory'])),
  };
  const ignored = files.read('.gitignore') ?? '';
  const written: Record<string, string> = { [configFile]: `${JSON.stringify(config, null, 2)}\n` };
  if (!/^\/?\.standards\/?$/m.test(ignored)) {
    const lineEnd = ignored === '' || ignored.endsWith('\n') ? '' : '\n';
    written['.gitignore'] = `${ignored}${lineEnd}.standards/\n`;
  }
  return written;
}

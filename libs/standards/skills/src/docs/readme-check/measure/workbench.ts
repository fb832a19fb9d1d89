import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder outside the workspace in which programs find the packages that the project finds, and the project by its name. */
export interface Workbench {
  readonly folder: string;
  write(file: string, text: string): void;
  /** Whether a package is found there. */
  has(name: string): boolean;
  remove(): void;
}

/**
 * @param root absolute path of the workspace
 * @param project absolute path of the project, at or below `root`
 * @param name of the project, by which its README imports it
 */
export function openWorkbench(root: string, project: string, name: string | undefined): Workbench {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'readme-check-')));
  const folder = join(top, 'readme');
  mkdirSync(folder);
  const modules = join(root, 'node_modules');
  if (existsSync(modules)) symlinkSync(modules, join(top, 'node_modules'), 'dir');
  linkOwn(join(folder, 'node_modules'), project, project === root ? '' : project, name);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  return {
    folder,
    write: (file, text) => {
      writeFileSync(join(folder, file), text);
    },
    has: (name) => [folder, top].some((one) => existsSync(join(one, 'node_modules', name))),
    remove: () => {
      rmSync(top, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Links what the project has installed for itself, and the project. */
function linkOwn(into: string, project: string, nested: string, name: string | undefined): void {
  const link = (from: string, to: string): void => {
    if (existsSync(to)) return;
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(from, to, 'dir');
  };
  if (name !== undefined) link(project, join(into, name));
  const own = join(nested, 'node_modules');
  if (nested === '' || !existsSync(own)) return;
  for (const entry of readdirSync(own)) {
    if (!entry.startsWith('@')) link(join(own, entry), join(into, entry));
    else {
      for (const inner of readdirSync(join(own, entry)))
        link(join(own, entry, inner), join(into, entry, inner));
    }
  }
}

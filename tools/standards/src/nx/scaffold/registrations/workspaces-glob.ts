import { editJson, parseJson } from '@h-j-petroleum/standards-engine';
import type { Tree } from '@nx/devkit';
import picomatch from 'picomatch';
import type { Registration } from '../blueprint.ts';

/** The root manifest's `workspaces` has a glob that finds the folder; `libs/dataops/*` for `libs/dataops/orders`. */
export function workspacesGlob(root: string): Registration {
  const glob = `${root.slice(0, root.lastIndexOf('/'))}/*`;
  return {
    file: 'package.json',
    add(text) {
      const globs = globsOf(text);
      if (globs.some((one) => picomatch.isMatch(root, one))) return text;
      return editJson(text, ['workspaces'], [...globs, glob].sort());
    },
    remove(text, tree) {
      const globs = globsOf(text);
      // A glob that finds nothing is a finding of its own, and other members may need it.
      if (!globs.includes(glob) || hasMember(tree, glob)) return text;
      return editJson(
        text,
        ['workspaces'],
        globs.filter((one) => one !== glob),
      );
    },
  };
}

function globsOf(text: string): string[] {
  const parsed = parseJson(text);
  const globs: unknown = parsed.ok ? Object(parsed.value)['workspaces'] : undefined;
  return Array.isArray(globs) ? globs.filter((one) => typeof one === 'string') : [];
}

function hasMember(tree: Tree, glob: string): boolean {
  const folder = glob.slice(0, -2);
  return tree.children(folder).some((name) => tree.exists(`${folder}/${name}/package.json`));
}

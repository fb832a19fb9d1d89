import { isBuiltin } from 'node:module';
import type { Project } from '@h-j-petroleum/standards-engine';
import { importTargetsOf, packageNameOf } from '@h-j-petroleum/standards-engine';

/** A name that a registry takes. What bundlers and frameworks make up (`$lib`, `~/x`, `@/x`, `virtual:x`) is none. */
const registryName = /^(?:@[a-z\d-][\w.-]*\/)?[a-z\d-][\w.-]*$/i;

/** Given by what runs the code, under a name without a scheme. */
const givenByHost = new Set(['bun', 'electron', 'vscode', 'k6']);

/**
 * The packages that a specifier needs installed: mostly one; for `#name`, those that the manifest's `imports` lead to;
 * none for paths, Node's own modules, addresses, schemes, and the package itself.
 */
export function packagesNeeded(specifier: string, project: Project): readonly string[] {
  const wanted = withoutQuery(specifier);
  if (wanted.startsWith('#')) {
    return importTargetsOf(project.manifest?.data['imports'], wanted).flatMap((target) =>
      target.startsWith('#') ? [] : packagesNeeded(target, project),
    );
  }
  const name = packageNameOf(wanted);
  if (name === undefined || !registryName.test(name) || name === project.name) return [];
  return isBuiltin(wanted) || givenByHost.has(name) ? [] : [name];
}

/** `@types/react` for `react`, `@types/s__p` for `@s/p`. */
export function typesOf(name: string): string {
  return `@types/${name.startsWith('@') ? name.slice(1).replace('/', '__') : name}`;
}

/** Bundlers take parameters behind `?`, and loaders in front of `!`. */
function withoutQuery(specifier: string): string {
  const path = specifier.slice(specifier.lastIndexOf('!') + 1);
  const query = path.indexOf('?');
  return query === -1 ? path : path.slice(0, query);
}

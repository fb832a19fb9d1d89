import type {
  DependencySite,
  Files,
  Project,
  Specifier,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import { joinPath, normalisePath, parseSpecifier } from '@h-j-petroleum/standards-engine';
import type { MessageId } from './messages.ts';

/** The specifiers that leave the registry and the workspace. */
export type Source = Extract<
  Specifier,
  { readonly kind: 'path' | 'workspace-path' | 'git' | 'web' | 'exec' }
>;

/** A dependency that comes from elsewhere than the registry or the workspace. */
export interface Departure {
  readonly message: MessageId;
  readonly source: Source;
  /** The package that is asked for: the site's name or, in an alias, the name behind it. */
  readonly name: string;
  /** The alias or patch around the source. */
  readonly wrapping: 'none' | 'alias' | 'patch';
  /** Where a local source lies, relative to the workspace's root; undefined outside of it. */
  readonly target: string | undefined;
  /** The project that lies there. */
  readonly member: Project | undefined;
  /** Puts a range where the source stood, inside the same alias or patch. */
  wrap(range: string): string;
}

/** What a site departs with, or undefined where its package comes from the registry or the workspace. */
export function departureOf(site: DependencySite, workspace: Workspace): Departure | undefined {
  const specifier = parseSpecifier(site.range);
  if (specifier.kind === 'alias') {
    const { name } = innermost(specifier);
    return departure(site, workspace, innermost(specifier).target, {
      name,
      wrapping: 'alias',
      wrap: (range) => `npm:${name}@${range}`,
    });
  }
  if (specifier.kind === 'patch') {
    const { name, suffix, target } = specifier;
    return departure(site, workspace, target, {
      name,
      wrapping: 'patch',
      wrap: (range) => `patch:${name}@npm%3A${encodeURIComponent(range)}${suffix}`,
    });
  }
  return departure(site, workspace, specifier, {
    name: site.name,
    wrapping: 'none',
    wrap: (range) => range,
  });
}

/** The last alias of a chain; package managers read one level, but what the chain hides is the same. */
function innermost(alias: Extract<Specifier, { kind: 'alias' }>): typeof alias {
  return alias.target.kind === 'alias' ? innermost(alias.target) : alias;
}

function departure(
  site: DependencySite,
  workspace: Workspace,
  source: Specifier,
  rest: Pick<Departure, 'name' | 'wrapping' | 'wrap'>,
): Departure | undefined {
  const at = (
    message: MessageId,
    source: Source,
    target?: string,
    member?: Project,
  ): Departure => ({
    message,
    source,
    target,
    member,
    ...rest,
  });
  switch (source.kind) {
    case 'git':
      return at('git-address', source);
    case 'web':
      return at('web-address', source);
    case 'exec':
      return at('generated', source);
    case 'workspace-path': {
      // A path that stays inside is a workspace reference; whether it finds a member is another standard's matter.
      const target = localTarget(source, site.base, workspace.files);
      return target === undefined ? at('outside-workspace', source) : undefined;
    }
    case 'path': {
      const target = localTarget(source, site.base, workspace.files);
      if (target === undefined) return at('outside-workspace', source);
      if (source.tarball) {
        const exists = workspace.files.kind(target) === 'file';
        return at(exists ? 'tarball-file' : 'nothing-there', source, target);
      }
      const member = workspace.projects.find(({ root, manifest }) => root === target && manifest);
      if (member) return at('member-by-path', source, target, member);
      // A folder counts by its manifest alone, which is a file that a cache can follow.
      const exists = workspace.files.kind(joinPath(target, 'package.json')) === 'file';
      return at(exists ? 'folder-by-path' : 'nothing-there', source, target);
    }
    default:
      return undefined;
  }
}

/** Where a path leads, relative to the workspace's root; undefined where that is not inside of it, links followed. */
function localTarget(
  source: { readonly path: string; readonly absolute: boolean },
  base: string,
  files: Files,
): string | undefined {
  // An absolute path is outside even where it happens to lead back on this machine.
  if (source.absolute) return undefined;
  const target = normalisePath(`${base}/${source.path}`);
  if (target === '..' || target.startsWith('../')) return undefined;
  // A link may lead out where the path itself does not.
  return files.inside?.(target) === false ? undefined : target;
}

import { joinPath, normalisePath } from '@h-j-petroleum/standards-engine';
import { counterparts } from './counterparts.ts';
import { isGitIgnored } from './git-ignore.ts';
import { longestPath } from './longest-path.ts';
import type { PackageView } from './package-view.ts';
import type { Target } from './targets.ts';

/**
 * `present`: it is there. `buildable`: git ignores it, and what it is built of is there; whether it happens to be built
 * is never asked, so that a result is the same before and after a build. `missing`, `unbuildable`: the opposites.
 */
export type TargetState =
  | { readonly is: 'present'; readonly file: string }
  | { readonly is: 'buildable'; readonly source: string }
  | { readonly is: 'missing' | 'unbuildable' };

/** Node resolves these without their ending; it does not in `exports`. */
const endings = ['', '.js', '.json', '.node', '/index.js', '/index.json'];
const typesEndings = ['', '.d.ts', '.ts', '/index.d.ts'];

/** Relative to the package, in the one form that everything here compares; `x/` means everything in it. */
export function targetPath(target: string): string {
  return normalisePath(target.endsWith('/') ? `${target}*` : target);
}

/** Every rule asks for the same targets. */
const known = new WeakMap<PackageView, Map<Target, TargetState>>();

export function stateOf(view: PackageView, target: Target): TargetState {
  const states = known.get(view) ?? new Map<Target, TargetState>();
  known.set(view, states);
  const state = states.get(target) ?? findState(view, target);
  states.set(target, state);
  return state;
}

function findState(view: PackageView, target: Target): TargetState {
  if (target.target.length > longestPath) return { is: 'missing' };
  const path = targetPath(target.target);
  const tried = endingsOf(target).map((ending) => normalisePath(path + ending));
  if (tried.some((one) => isBuilt(view, one))) return builtState(view, target, tried);
  for (const one of tried) {
    const file = find(view, one);
    if (file !== undefined) return { is: 'present', file };
  }
  return { is: 'missing' };
}

/** Whether git ignores a path of the package; of a pattern, what it would match. */
export function isBuilt({ workspace, project }: PackageView, path: string): boolean {
  return isGitIgnored(workspace, joinPath(project.root, path.replaceAll('*', 'x')));
}

/** What may stand behind a target's path, as Node and TypeScript try it. */
export function endingsOf({ field }: Target): readonly string[] {
  if (field === 'exports') return [''];
  return field === 'types' || field === 'typings' ? typesEndings : endings;
}

function builtState(view: PackageView, target: Target, tried: readonly string[]): TargetState {
  for (const path of tried) {
    const source = sourceOf(view, path);
    if (source !== undefined) return { is: 'buildable', source };
  }
  for (const sibling of view.targets) {
    if (target.subpath === undefined || sibling.subpath !== target.subpath) continue;
    const source = targetPath(sibling.target);
    if (sibling === target || find(view, source) === undefined) continue;
    if (!isBuilt(view, source)) return { is: 'buildable', source };
  }
  return { is: 'unbuildable' };
}

/** The source of a built file, relative to the package. */
export function sourceOf(view: PackageView, path: string): string | undefined {
  for (const candidate of counterparts(path, view.outputs)) {
    // Few candidates are there, and whether they are costs less to tell than whether git ignores them.
    if (candidate === path || find(view, candidate) === undefined) continue;
    if (!isBuilt(view, candidate)) return candidate;
  }
  return undefined;
}

/** The file at a path, relative to the package; of a pattern, the first that matches. */
export function find(view: PackageView, path: string): string | undefined {
  if (path.includes('*')) return matchesOf(view, path).next().value ?? undefined;
  return view.files.kind(joinPath(view.project.root, path)) === 'file' ? path : undefined;
}

/**
 * The files that a pattern of `exports` matches, relative to the package, without what git ignores. One `*` matches
 * across folders too.
 */
export function* matchesOf(view: PackageView, pattern: string): Generator<string, void> {
  const star = pattern.indexOf('*');
  const head = pattern.slice(0, star);
  const folder = head.slice(0, head.lastIndexOf('/') + 1);
  // All stars of a target are replaced by the same text, so the rest is known once the first one is.
  const [tail = '', ...more] = pattern.slice(star + 1).split('*');
  yield* below(normalisePath(folder));

  function* below(path: string): Generator<string, void> {
    for (const { name, kind, link } of view.files.list(joinPath(view.project.root, path))) {
      const entry = joinPath(path, name);
      if (kind === 'directory') {
        // Links can lead back upwards without end; npm packs nothing of them.
        if (link) continue;
        const isApart = name === 'node_modules' || name === '.git' || isBuilt(view, entry);
        if (!isApart) yield* below(entry);
      } else if (kind === 'file' && isMatch(entry) && !isBuilt(view, entry)) yield entry;
    }
  }

  function isMatch(path: string): boolean {
    if (!path.startsWith(head)) return false;
    if (more.length === 0) return path.endsWith(tail) && path.length > head.length + tail.length;
    const rest = path.slice(head.length);
    for (let end = 1; end <= rest.length; end++) {
      if (rest.slice(end) === [tail, ...more].join(rest.slice(0, end))) return true;
    }
    return false;
  }
}

import { normalisePath } from '@h-j-petroleum/standards-engine';
import { isRecord, ownField } from '../manifest-check/package/json-value.ts';
import { collectTargets, type Target } from '../manifest-check/package/targets.ts';

/** What of a packed manifest points into the workspace that it comes from. */
export interface SourceReference {
  /** The field: `dependencies.core`, `exports["."].default`. */
  readonly where: string;
  readonly value: string;
  readonly expected: string;
}

const installedFields = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;
/** Protocols that a registry's clients do not know, or that lead to a place on one disk. */
const local = /^(?:workspace|file|link|portal|catalog):|^(?:\.{1,2}|~)?\//;
/** Conditions that some tool of a consumer sets by itself; any other one is asked for by who knows of it. */
const picked = new Set(
  (
    'import require node node-addons module-sync default types browser development production module worker deno bun ' +
    'react-server react-native electron edge-light workerd style sass script svelte'
  ).split(' '),
);
const source = /(?<!\.d)\.[cm]?tsx?$/;

/**
 * The references that a consumer cannot follow: local protocols of what is installed with the package, sources where
 * what runs should be, and files that were not packed.
 *
 * @param manifest as packed
 * @param isPacked tells whether a path of the package is in the tarball
 */
export function sourceReferences(
  manifest: unknown,
  isPacked: (path: string) => boolean,
): readonly SourceReference[] {
  const found: SourceReference[] = [];
  for (const field of installedFields) {
    const declared = ownField(manifest, field);
    for (const [name, range] of isRecord(declared) ? Object.entries(declared) : []) {
      if (typeof range !== 'string' || !local.test(range)) continue;
      found.push({ where: `${field}.${name}`, value: range, expected: 'a range of versions' });
    }
  }
  const { targets } = collectTargets((name) => ({ value: ownField(manifest, name), path: [name] }));
  for (const target of targets) {
    const expected = faultOf(target, isPacked);
    if (expected === undefined) continue;
    found.push({ where: shown(target), value: target.target, expected });
  }
  return found;
}

function faultOf(target: Target, isPacked: (path: string) => boolean): string | undefined {
  const asked = target.conditions.every((condition) => picked.has(condition.split('@')[0] ?? ''));
  if (asked && source.test(target.target)) {
    return 'a file that runs, or its declarations';
  }
  // What a condition of everybody leads to is told of by publint; it does not look at those of one's own.
  if (asked || target.target.includes('*')) return undefined;
  return isPacked(normalisePath(target.target))
    ? undefined
    : 'a file that is packed, or no such condition';
}

function shown({ path: [field = '', ...rest] }: Target): string {
  return `${field}${rest.map((key) => `[${JSON.stringify(key)}]`).join('')}`;
}

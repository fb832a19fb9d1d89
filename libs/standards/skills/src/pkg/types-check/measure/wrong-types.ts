import type * as Attw from '@arethetypeswrong/core';
import type { Facts, ResolutionKind } from './facts.ts';
import { problemIds } from './facts.ts';

const resolutionKinds: readonly ResolutionKind[] = [
  'node10',
  'node16-cjs',
  'node16-esm',
  'bundler',
];
/** What no one imports for types. */
const notCode = /\.(?:json|css|scss|less|sass|html|svg|png|wasm|node|sql|md|txt|ya?ml)$/;

/** What are-the-types-wrong finds in a package, one row for each kind, entry point and detail. */
export async function wrongTypes(
  attw: typeof Attw,
  unpacked: Attw.Package,
): Promise<Facts['problems']> {
  const result = await attw.checkPackage(unpacked, {
    excludeEntrypoints: [notCode],
    entrypointsLegacy: false,
  });
  if (result.types === false) {
    const entrypoint = '.';
    return [{ kind: 'untyped-resolution', entrypoint, resolutions: [...resolutionKinds] }];
  }
  const rows = new Map<string, Facts['problems'][number]>();
  for (const [subpath, { resolutions }] of Object.entries(result.entrypoints)) {
    for (const kind of resolutionKinds) {
      for (const index of resolutions[kind].visibleProblems ?? []) {
        const problem = result.problems[index];
        if (!problem) continue;
        const detail = detailOf(problem, unpacked.packageName);
        const id = problemIds[problem.kind];
        const key = JSON.stringify([id, subpath, detail]);
        const row = rows.get(key);
        if (row) row.resolutions.push(kind);
        else {
          rows.set(key, {
            ...{ kind: id, entrypoint: subpath, resolutions: [kind] },
            ...(detail === undefined ? {} : { detail }),
          });
        }
      }
    }
  }
  return [...rows.values()];
}

/** Where in the package a problem is, where it is about a place. */
function detailOf(problem: Attw.Problem, name: string): string | undefined {
  const inside = (file: string): string => file.replace(`/node_modules/${name}/`, '');
  switch (problem.kind) {
    case 'InternalResolutionError':
      return `${inside(problem.fileName)} imports ${problem.moduleSpecifier}`;
    case 'UnexpectedModuleSyntax':
    case 'CJSOnlyExportsDefault':
      return inside(problem.fileName);
    case 'NamedExports':
      return problem.isMissingAllNamed ? 'all of them' : problem.missing.join(', ');
    default:
      return undefined;
  }
}

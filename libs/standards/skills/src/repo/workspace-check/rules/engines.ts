import type { Project } from '@h-j-petroleum/standards-engine';
import type { Rule, RuleContext } from '../rule.ts';
import { asJson, isRecord, nameOf, ownField, rootFile } from '../rule.ts';
import { readRushFile } from '../rush-file.ts';

/** The root says which versions of Node.js the workspace supports, and no member promises others. */
export const checkEngines: Rule = async (context) => {
  const { workspace, options, report } = context;
  if (options.engines === 'off') return;
  const { rootProject, projects } = workspace;
  const root = rootRange(context);
  const own = projects.filter((project) => project !== rootProject && project.manifest);
  if (root && root.value === undefined) {
    report({
      message: 'engines-missing',
      file: root.file,
      at: { path: root.path },
      expected: `"${root.path.join('.')}" with a range of versions`,
      actual: 'not there',
      identity: 'engines',
      fixable: false,
      project: rootProject,
    });
  }
  const rootText = typeof root?.value === 'string' ? root.value : undefined;
  const others = own.flatMap((project) => {
    const value = nodeRange(project);
    return value === undefined || value === rootText ? [] : [{ project, value }];
  });
  const hasRootRange = root !== undefined && root.value !== undefined;
  // Members mostly repeat the root's range, so the comparison of ranges is seldom loaded.
  if (others.length === 0 && !hasRootRange) return;
  const isKnown = rootText !== undefined && /^>=\d+(?:\.\d+){0,2}$/.test(rootText);
  if (others.length === 0 && isKnown) return;

  const { default: semver } = await import('semver');
  const isRange = (value: unknown): value is string =>
    typeof value === 'string' && semver.validRange(value) !== null;
  if (root && hasRootRange && !isRange(root.value)) {
    reportInvalid(rootProject, root.file, root.path, root.value);
  }
  for (const { project, value } of others) {
    const file = project.manifest?.file ?? 'package.json';
    if (!isRange(value)) {
      reportInvalid(project, file, ['engines', 'node'], value);
      continue;
    }
    if (!isRange(rootText)) continue;
    const contradicts = !semver.intersects(value, rootText);
    if (!contradicts && (options.engines !== 'within' || semver.subset(value, rootText))) continue;
    report({
      message: contradicts ? 'engines-contradict' : 'engines-wider',
      data: { name: nameOf(project), range: value, root: rootText },
      file,
      at: { path: ['engines', 'node'] },
      expected: contradicts
        ? `a range that has versions in common with ${rootText}`
        : `${rootText}, or a part of it`,
      actual: value,
      identity: 'engines.node',
      fixable: false,
      project,
    });
  }

  function reportInvalid(
    project: Project,
    file: string,
    path: readonly string[],
    value: unknown,
  ): void {
    report({
      message: 'engines-invalid',
      data: { field: path.join('.'), range: asJson(value) },
      file,
      at: { path },
      expected: 'a range of versions as text, such as >=20',
      actual: asJson(value),
      identity: path.join('.'),
      fixable: false,
      project,
    });
  }
};

interface RootRange {
  readonly file: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Rush keeps the range in a file of its own; undefined where there is no manifest to hold one. */
function rootRange({ workspace }: RuleContext): RootRange | undefined {
  const file = rootFile(workspace);
  if (workspace.reader === 'rush') {
    const rush = readRushFile(workspace.files);
    const path = ['nodeSupportedVersionRange'];
    return rush && { file: 'rush.json', path, value: ownField(rush, path[0] ?? '') };
  }
  const { manifest } = workspace.rootProject;
  return manifest && { file, path: ['engines', 'node'], value: nodeRange(workspace.rootProject) };
}

/** What stands at `engines.node`; of engines that are no object, what stands at `engines`. */
function nodeRange({ manifest }: Project): unknown {
  const engines = ownField(manifest?.data, 'engines');
  return isRecord(engines) || engines === undefined ? ownField(engines, 'node') : engines;
}

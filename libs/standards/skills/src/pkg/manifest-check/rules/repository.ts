import { joinPath, normalisePath } from '@h-j-petroleum/standards-engine';
import { asJson, isRecord, ownField } from '../package/json-value.ts';
import type { Repository } from '../package/repository.ts';
import { readRepository } from '../package/repository.ts';
import type { Rule, RuleContext } from '../rule.ts';

/** A published package names its repository, and where in it it is. */
export const checkRepository: Rule = (context) => {
  const { workspace, view, options, report } = context;
  if (!options.repository || view.isPrivate) return;
  const { manifest, project } = view;
  const { rootProject } = workspace;
  const value = ownField(manifest.data, 'repository');
  const root =
    project === rootProject
      ? undefined
      : readRepository(ownField(rootProject.manifest?.data, 'repository'));
  const place = { file: manifest.file, at: { path: ['repository'] } };

  if (value === undefined || value === '') {
    report({
      message: 'repository-missing',
      data: root ? { url: root.url, directory: directoryIn(context, root) } : {},
      ...place,
      expected: root
        ? `"repository" with ${root.url} and ${directoryIn(context, root)}`
        : '"repository"',
      actual: 'not there',
      identity: 'repository',
      fixable: root !== undefined,
    });
    return;
  }
  const own = readRepository(value);
  if (!own) {
    report({
      message: 'repository-invalid',
      data: { repository: asJson(value) },
      ...place,
      expected: 'an object with the url of a repository',
      actual: asJson(value),
      identity: 'repository',
      fixable: false,
    });
    return;
  }
  if (root && root.key !== own.key) {
    report({
      message: 'repository-other',
      data: {
        repository: own.key,
        root: root.key,
        url: root.url,
        directory: directoryIn(context, root),
      },
      ...place,
      expected: `${root.url} and ${directoryIn(context, root)}`,
      actual: asJson(value),
      identity: 'repository',
    });
    return;
  }
  if (project === rootProject) return;
  const expected = directoryIn(context, root);
  const actual = own.directory;
  if (actual !== undefined && isFolder(actual, expected, root !== undefined)) return;
  const shown = actual ?? 'not there';
  report({
    message: 'repository-directory',
    data: {
      url: isRecord(value) ? '' : own.url,
      directory: actual === undefined ? shown : asJson(actual),
      root: expected,
    },
    ...place,
    at: { path: ['repository', 'directory'] },
    expected: `"directory": "${expected}"`,
    actual: shown,
    identity: 'directory',
  });
};

/** Where the package is in the repository; the workspace itself may be in a folder of it. */
function directoryIn({ view }: RuleContext, root: Repository | undefined): string {
  return joinPath(root?.directory ?? '', view.project.root);
}

/** Where the root names no repository, it may itself be in a folder of one. */
function isFolder(actual: string, expected: string, isRootKnown: boolean): boolean {
  const path = normalisePath(actual);
  return path === expected || (!isRootKnown && path.endsWith(`/${expected}`));
}

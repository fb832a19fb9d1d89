import type { Project } from '@h-j-petroleum/standards-engine';
import type { Rule } from '../rule.ts';
import { asJson, nameOf, ownField } from '../rule.ts';

/** The form of https://semver.org, without its limits on leading zeros in pre-releases. */
const semanticVersion = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-[\w.-]+)?(?:\+[\w.-]+)?$/;

/** The root is private, and the fields are there by which packages are addressed. */
export const checkRequiredFields: Rule = ({ workspace, options, report }) => {
  const { rootProject, members, projects } = workspace;
  const isRootOfOthers = members.some((member) => member !== rootProject);
  const root = rootProject.manifest;
  if (options.rootPrivate && isRootOfOthers && root && root.data['private'] !== true) {
    report({
      message: 'root-public',
      file: root.file,
      at: { path: ['private'] },
      expected: '"private": true',
      actual:
        root.data['private'] === undefined
          ? 'not there'
          : `"private": ${asJson(root.data['private'])}`,
      identity: 'private',
      project: rootProject,
    });
  }
  for (const project of projects) {
    const { manifest } = project;
    if (!manifest) continue;
    for (const field of requiredOf(project)) {
      const value = ownField(manifest.data, field);
      if (value !== undefined && value !== null && value !== '') continue;
      report({
        message: 'field-missing',
        data: { name: nameOf(project), field },
        file: manifest.file,
        at: { path: [field] },
        expected: `"${field}"`,
        actual: value === undefined ? 'not there' : asJson(value),
        identity: field,
        fixable: false,
        project,
      });
    }
    const version = ownField(manifest.data, 'version');
    if (version === undefined || version === null || version === '') continue;
    if (typeof version === 'string' && semanticVersion.test(version)) continue;
    report({
      message: 'version-invalid',
      data: { version: asJson(version) },
      file: manifest.file,
      at: { path: ['version'] },
      expected: 'a semantic version: 1.2.3 or 1.2.3-beta.1',
      actual: asJson(version),
      fixable: false,
      project,
    });
  }

  function requiredOf(project: Project): Set<string> {
    if (project === rootProject && isRootOfOthers) return new Set(options.required.root);
    const isPrivate = project.manifest?.data['private'] === true;
    return new Set([...options.required.members, ...(isPrivate ? [] : options.required.published)]);
  }
};

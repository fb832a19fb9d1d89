import type { Project } from '@h-j-petroleum/standards-engine';
import type { Rule } from '../rule.ts';
import { asJson, ownField } from '../rule.ts';

/** Every package has a name of its own, and one that npm accepts. */
export const checkNames: Rule = ({ workspace, options, report }) => {
  if (!options.names) return;
  const byName = new Map<string, Project[]>();
  for (const project of workspace.projects) {
    const { manifest } = project;
    const name = ownField(manifest?.data, 'name');
    if (!manifest || name === undefined || name === '') continue;
    const problem = typeof name === 'string' ? nameProblem(name) : 'is no text';
    if (problem !== undefined) {
      report({
        message: 'name-invalid',
        data: { name: typeof name === 'string' ? name : asJson(name), problem },
        file: manifest.file,
        at: { path: ['name'] },
        expected: 'a name that npm accepts: lower case, digits, - . _, at most 214 characters',
        actual: asJson(name),
        fixable: false,
        project,
      });
    }
    if (typeof name === 'string') byName.set(name, [...(byName.get(name) ?? []), project]);
  }
  for (const [name, projects] of byName) {
    if (projects.length < 2) continue;
    for (const project of projects) {
      const others = projects
        .filter((other) => other !== project)
        .map(({ root }) => (root === '' ? 'the root' : root))
        .join(', ');
      report({
        message: 'name-duplicate',
        data: { name, others },
        file: project.manifest?.file ?? 'package.json',
        at: { path: ['name'] },
        expected: 'a name that no other package of the workspace has',
        actual: `${name}, as in ${others}`,
        fixable: false,
        project,
      });
    }
  }
};

/** What npm has against a name, as the end of a sentence; undefined for a name it accepts. */
export function nameProblem(name: string): string | undefined {
  if (name.trim() !== name) return 'has spaces around it';
  if (name.length > 214) return 'is longer than 214 characters';
  const parts = /^@([^/]+)\/([^/]+)$/.exec(name)?.slice(1) ?? [name];
  if (parts.some((part) => /^[._-]/.test(part) && (parts.length === 1 || /^\./.test(part)))) {
    return 'starts with a dot, a dash or an underscore';
  }
  if (name !== name.toLowerCase()) return 'has upper-case letters';
  if (name === 'node_modules' || name === 'favicon.ico') return 'is reserved';
  if (parts.some((part) => !/^[a-z0-9._~-]+$/.test(part))) {
    return 'has characters that have no place in a URL';
  }
  return undefined;
}

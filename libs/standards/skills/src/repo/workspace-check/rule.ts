import type { CheckContext, Project, Workspace } from '@h-j-petroleum/standards-engine';
import type { WorkspaceMessages } from './messages.ts';
import type { WorkspaceCheckOptions } from './options.ts';

export type RuleContext = CheckContext<WorkspaceMessages, WorkspaceCheckOptions>;

/** One rule of the standard; it looks at its own option first. */
export type Rule = (context: RuleContext) => void | Promise<void>;

/** True for an object that is no array: what a field with named parts must be. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own field of an untrusted object; `__proto__` and `constructor` are no fields. */
export function ownField(of: unknown, key: string): unknown {
  return isRecord(of) && Object.hasOwn(of, key) ? of[key] : undefined;
}

/** A value as it stands in JSON, short enough for one line of a report. */
export function asJson(value: unknown): string {
  const text = stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** What is nested deeper than the stack can be parsed, but not written again. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return Array.isArray(value) ? '[...]' : '{...}';
  }
}

/** A project as people call it. */
export function nameOf(project: Project): string {
  return project.name ?? (project.root === '' ? 'the root' : project.root);
}

/** The file in which the workspace as a whole is declared. */
export function rootFile({ reader, rootProject }: Workspace): string {
  return rootProject.manifest?.file ?? (reader === 'rush' ? 'rush.json' : 'package.json');
}

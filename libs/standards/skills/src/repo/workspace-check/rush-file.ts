import { type Files, tolerantJson } from '@h-j-petroleum/standards-engine';
import { isRecord, ownField } from './rule.ts';

/** `rush.json`, which may have comments; undefined where it is none. What is wrong with it, the reader reports. */
export function readRushFile(files: Files): Record<string, unknown> | undefined {
  const value: unknown = tolerantJson(files.read('rush.json') ?? '');
  return isRecord(value) ? value : undefined;
}

/** By package name: members that a project takes from the registry on purpose, to break a circle. */
export function decoupledDependencies(files: Files): ReadonlyMap<string, ReadonlySet<string>> {
  const projects = ownField(readRushFile(files), 'projects');
  const decoupled = new Map<string, ReadonlySet<string>>();
  for (const project of Array.isArray(projects) ? projects : []) {
    const name = ownField(project, 'packageName');
    if (typeof name !== 'string') continue;
    const names = ['decoupledLocalDependencies', 'cyclicDependencyProjects'].flatMap((field) => {
      const value = ownField(project, field);
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    });
    decoupled.set(name, new Set(names));
  }
  return decoupled;
}

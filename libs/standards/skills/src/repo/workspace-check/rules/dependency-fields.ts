import { dependencyFields } from '@h-j-petroleum/standards-engine';
import type { Rule } from '../rule.ts';
import { asJson, isRecord, ownField } from '../rule.ts';

/** Dependency fields hold texts by name, and a package stands in one of `dependencies` and `devDependencies`. */
export const checkDependencyFields: Rule = ({ workspace, options, report }) => {
  if (!options.dependencies) return;
  for (const project of workspace.projects) {
    const { manifest } = project;
    if (!manifest) continue;
    for (const field of dependencyFields) {
      const value = ownField(manifest.data, field);
      if (value === undefined) continue;
      if (!isRecord(value)) {
        report({
          message: 'dependencies-type',
          data: { field, actual: asJson(value) },
          file: manifest.file,
          at: { path: [field] },
          expected: 'an object of names and ranges',
          actual: asJson(value),
          identity: field,
          fixable: false,
          project,
        });
        continue;
      }
      for (const [name, range] of Object.entries(value)) {
        if (typeof range === 'string') continue;
        report({
          message: 'dependency-range-type',
          data: { field, name, actual: asJson(range) },
          file: manifest.file,
          at: { path: [field, name] },
          expected: 'a range as text',
          actual: asJson(range),
          identity: `${field}.${name}`,
          fixable: false,
          project,
        });
      }
    }
    const wanted = ownField(manifest.data, 'dependencies');
    const development = ownField(manifest.data, 'devDependencies');
    if (!isRecord(wanted) || !isRecord(development)) continue;
    for (const [name, devRange] of Object.entries(development)) {
      const range = ownField(wanted, name);
      if (typeof range !== 'string' || typeof devRange !== 'string') continue;
      report({
        message: 'dependency-twice',
        data: { name, range, devRange },
        file: manifest.file,
        at: { path: ['devDependencies', name] },
        expected: `${name} in one of dependencies and devDependencies`,
        actual: range === devRange ? `in both, as ${range}` : `${range} and ${devRange}`,
        identity: name,
        // With two ranges somebody must say which one is meant.
        fixable: range === devRange,
        project,
      });
    }
  }
};

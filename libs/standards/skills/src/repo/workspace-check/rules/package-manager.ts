import type { Workspace } from '@h-j-petroleum/standards-engine';
import type { Rule, RuleContext } from '../rule.ts';
import { asJson, isRecord, ownField } from '../rule.ts';
import { readRushFile } from '../rush-file.ts';

const exactVersion = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;
/** As Corepack takes it: name, exact version, and a hash where one likes. */
const exactManager = /^(npm|pnpm|yarn|bun)@\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.=/+-]+)?$/;

/** The root says which package manager installs it, in one exact version. */
export const checkPackageManager: Rule = (context) => {
  if (!context.options.packageManager) return;
  if (context.workspace.reader === 'rush') return checkRush(context);
  const { workspace, report } = context;
  const { rootProject } = workspace;
  const { manifest } = rootProject;
  if (!manifest) return;
  const declared = ownField(manifest.data, 'packageManager');
  const engines = developmentEngines(manifest.data);
  const at = (path: readonly (string | number)[]) => ({
    file: manifest.file,
    at: { path },
    fixable: false,
    project: rootProject,
  });

  if (declared === undefined && engines.length === 0) {
    report({
      message: 'package-manager-missing',
      ...at(['packageManager']),
      expected: `"packageManager": "${workspace.packageManager.name}@<exact version>"`,
      actual: 'not there',
      identity: 'packageManager',
    });
    return;
  }
  if (declared !== undefined) {
    const name = typeof declared === 'string' ? exactManager.exec(declared)?.[1] : undefined;
    if (name === undefined) {
      report({
        message: 'package-manager-inexact',
        data: { field: 'packageManager', value: asJson(declared) },
        ...at(['packageManager']),
        expected: 'name@1.2.3, with npm, pnpm, yarn or bun as the name',
        actual: asJson(declared),
        identity: 'packageManager',
      });
    } else if (engines.length > 0 && !engines.some((engine) => engine.name === name)) {
      const other = engines.map((engine) => engine.name).join(', ');
      report({
        message: 'package-manager-conflict',
        data: { manager: name, other },
        ...at(['devEngines', 'packageManager']),
        expected: name,
        actual: other,
      });
    }
    return;
  }
  const [first] = engines;
  if (first && !exactVersion.test(first.version)) {
    report({
      message: 'package-manager-inexact',
      data: { field: 'devEngines.packageManager', value: `${first.name}@${first.version}` },
      ...at(['devEngines', 'packageManager']),
      expected: 'an exact version, there or in "packageManager"',
      actual: first.version === '' ? 'no version' : first.version,
      identity: 'devEngines.packageManager',
    });
  }
};

/** `devEngines.packageManager` may be one entry or a list of alternatives. */
function developmentEngines(data: unknown): { name: string; version: string }[] {
  const value = ownField(ownField(data, 'devEngines'), 'packageManager');
  return (Array.isArray(value) ? value : [value]).flatMap((entry: unknown) => {
    const name = ownField(entry, 'name');
    const version = ownField(entry, 'version');
    if (!isRecord(entry) || typeof name !== 'string') return [];
    return [{ name, version: typeof version === 'string' ? version : '' }];
  });
}

/** Rush installs itself and the package manager, each in the version that rush.json names. */
function checkRush({ workspace, report }: RuleContext): void {
  const rush = readRushFile(workspace.files);
  if (rush === undefined) return;
  const manager = rushManagerField(workspace, rush);
  for (const field of ['rushVersion', manager]) {
    const value = ownField(rush, field);
    if (typeof value === 'string' && exactVersion.test(value)) continue;
    report({
      message: value === undefined ? 'package-manager-missing' : 'package-manager-inexact',
      data: { field, value: asJson(value) },
      file: 'rush.json',
      at: { path: [field] },
      expected: `"${field}": "<exact version>"`,
      actual: value === undefined ? 'not there' : asJson(value),
      identity: field,
      fixable: false,
      project: workspace.rootProject,
    });
  }
}

function rushManagerField({ packageManager }: Workspace, rush: Record<string, unknown>): string {
  const fields = ['pnpmVersion', 'npmVersion', 'yarnVersion'];
  return fields.find((field) => Object.hasOwn(rush, field)) ?? `${packageManager.name}Version`;
}

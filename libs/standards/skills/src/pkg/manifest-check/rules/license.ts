import type { Project, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath } from '@h-j-petroleum/standards-engine';
import { isLicenseExpression } from '../license/spdx.ts';
import { asJson, ownField } from '../package/json-value.ts';
import { isBuilt } from '../package/target-state.ts';
import type { Rule } from '../rule.ts';

const inFile = /^SEE LICEN[CS]E IN (.+)$/;

/** The file that a licence is in, as it is written; undefined for a licence with a name. */
export function licenseFile(license: unknown): string | undefined {
  return typeof license === 'string' ? inFile.exec(license)?.[1]?.trim() : undefined;
}

/** A published package names a licence that a machine can read, or says that it has none. */
export const checkLicense: Rule = ({ workspace, view, options, report }) => {
  if (!options.license || view.isPrivate) return;
  const { manifest, files, project } = view;
  const at = { file: manifest.file, at: { path: ['license'] } };
  const license = ownField(manifest.data, 'license');
  // An old form of the field, a list, is read as no licence too.
  const old = ownField(manifest.data, 'licenses');
  if (license === undefined || license === '') {
    const to = licenseOfRoot(workspace, project, options.licenses);
    report({
      message: 'license-missing',
      data: to === undefined ? {} : { to },
      ...at,
      expected: to === undefined ? '"license"' : `"license": "${to}", as at the root`,
      actual: old === undefined ? 'not there' : `"licenses": ${asJson(old)}`,
      identity: 'license',
      fixable: to !== undefined,
    });
    return;
  }
  const file = licenseFile(license);
  if (file !== undefined) {
    const isThere = files.kind(joinPath(project.root, file)) === 'file' && !isBuilt(view, file);
    if (isThere && !joinPath(file).startsWith('..')) return;
    report({
      message: 'license-file-missing',
      data: { target: file },
      ...at,
      expected: 'a file of the package',
      actual: `no ${joinPath(project.root, file)}`,
      identity: 'license',
      fixable: false,
    });
    return;
  }
  if (typeof license === 'string' && isReadable(license, options.licenses)) return;
  report({
    message: 'license-invalid',
    data: { license: asJson(license) },
    ...at,
    expected:
      'an SPDX expression such as MIT or (MIT OR Apache-2.0), UNLICENSED, or SEE LICENSE IN a file',
    actual: asJson(license),
    identity: 'license',
    fixable: false,
  });
};

function isReadable(license: string, extra: readonly string[]): boolean {
  return license === 'UNLICENSED' || isLicenseExpression(license, extra);
}

/** The root's licence holds for what it names no other for. A file that it refers to does not ship with a member. */
function licenseOfRoot(
  { rootProject }: Workspace,
  project: Project,
  extra: readonly string[],
): string | undefined {
  const license = ownField(rootProject.manifest?.data, 'license');
  if (project === rootProject || typeof license !== 'string') return undefined;
  return isReadable(license, extra) ? license : undefined;
}

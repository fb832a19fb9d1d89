import type {
  Files,
  InputsContext,
  Manifest,
  Project,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import type { ManifestCheckOptions, Outputs } from '../options.ts';
import { isRecord, ownField } from './json-value.ts';
import type { JsonPath } from './json-value.ts';
import type { Malformed, Target } from './targets.ts';
import { collectTargets } from './targets.ts';

/** Fields that pnpm and yarn berry replace by those of `publishConfig` when they pack. */
const replacedWhenPacked = new Set([
  'bin',
  'browser',
  'exports',
  'imports',
  'main',
  'module',
  'type',
  'types',
  'typings',
  'typesVersions',
  'unpkg',
]);

/** A field as it is published, and where it stands. */
export interface Field {
  readonly value: unknown;
  readonly path: JsonPath;
}

/** What the rules need of one package. */
export interface PackageView {
  readonly workspace: Workspace;
  readonly files: Files;
  readonly project: Project;
  readonly manifest: Manifest;
  readonly isPrivate: boolean;
  readonly outputs: Outputs;
  /** Everything the manifest points at. */
  readonly targets: readonly Target[];
  readonly malformed: readonly Malformed[];
  field(name: string): Field;
}

export function viewPackage(
  workspace: Workspace,
  project: Project,
  manifest: Manifest,
  outputs: Outputs,
): PackageView {
  const published = ownField(manifest.data, 'publishConfig');
  const replaces = isRecord(published) && replacesWhenPacking(workspace);
  const field = (name: string): Field =>
    replaces && replacedWhenPacked.has(name) && ownField(published, name) !== undefined
      ? { value: ownField(published, name), path: ['publishConfig', name] }
      : { value: ownField(manifest.data, name), path: [name] };
  const { targets, malformed } = collectTargets(field);
  return {
    workspace,
    files: workspace.files,
    project,
    manifest,
    isPrivate: isPrivate(manifest),
    outputs,
    targets,
    malformed,
    field,
  };
}

/** The package, or why there is nothing to check in it. */
export function viewWhereApplicable({
  workspace,
  project,
  options,
}: InputsContext<ManifestCheckOptions>):
  { readonly view: PackageView } | { readonly reason: string } {
  const { manifest } = project;
  if (!manifest) return { reason: 'There is no package.json.' };
  const view = viewPackage(workspace, project, manifest, options.outputs);
  if (view.targets.length > 0 || view.malformed.length > 0) return { view };
  if (view.isPrivate) return { reason: 'It is private and points at no file.' };
  const leadsOthers = workspace.members.some((member) => member !== project);
  return project === workspace.rootProject && leadsOthers
    ? { reason: 'The root of a workspace that points at no file is not published.' }
    : { view };
}

/** npm refuses to publish whatever is truthy here. */
export function isPrivate({ data }: Manifest): boolean {
  return Boolean(ownField(data, 'private'));
}

/** npm, yarn 1 and bun publish the manifest as it stands. */
function replacesWhenPacking({ packageManager, files }: Workspace): boolean {
  if (packageManager.name === 'pnpm') return true;
  if (packageManager.name !== 'yarn') return false;
  const major = /\d+/.exec(packageManager.version ?? '')?.[0];
  return major === undefined ? files.kind('.yarnrc.yml') !== undefined : Number(major) > 1;
}

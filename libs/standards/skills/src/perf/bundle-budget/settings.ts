import type { Project } from '@h-j-petroleum/standards-engine';
import { joinPath } from '@h-j-petroleum/standards-engine';
import { matchingSettings } from '../../measured/matching-settings.ts';
import { entriesOf } from './manifest/entries.ts';
import type { BundleOptions, BundleSettings } from './options.ts';

/** The settings of a project that is measured, of all entries that match it; undefined for any other project. */
export function settingsOf(project: Project, options: BundleOptions): BundleSettings | undefined {
  const matching = matchingSettings(project, options.projects);
  if (matching.length === 0) return undefined;
  let settings: BundleSettings = {};
  for (const one of matching) {
    const budgets = { ...settings.budgets, ...one.budgets };
    const entries = { ...settings.entries, ...one.entries };
    settings = { ...settings, ...one, budgets, entries };
  }
  return settings;
}

/** Why nothing is measured in a project; undefined where something is. */
export function unmeasurable(project: Project, options: BundleOptions): string | undefined {
  const settings = settingsOf(project, options);
  if (!settings) return 'No entry of the option `projects` names it.';
  const data = project.manifest?.data;
  if (!data) return 'It has no package.json.';
  if (Object.keys(settings.entries ?? {}).length > 0) return undefined;
  if (data['private'] === true) return 'It is private, and its settings name no `entries`.';
  return entriesOf(data, settings).length > 0
    ? undefined
    : 'It exports nothing that could be bundled.';
}

/** The folders that hold what the manifest points at, as globs relative to the workspace's root. */
export function builtFiles(project: Project, settings: BundleSettings): readonly string[] {
  const globs = new Set<string>();
  for (const { target } of entriesOf(project.manifest?.data ?? {}, settings)) {
    const [folder = '', ...below] = target.replace(/^\.\//, '').split('/');
    globs.add(
      joinPath(project.root, below.length === 0 ? folder : `${folder}/**/*.{js,mjs,cjs,css}`),
    );
  }
  for (const entry of Object.values(settings.entries ?? {})) {
    if ('file' in entry) globs.add(joinPath(project.root, entry.file));
    if ('files' in entry) for (const one of entry.files) globs.add(joinPath(project.root, one));
  }
  return [...globs].sort();
}

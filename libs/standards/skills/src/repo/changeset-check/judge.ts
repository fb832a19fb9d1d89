import type { Base, Files, Project, ProjectIndex } from '@h-j-petroleum/standards-engine';
import { lineOfYamlPath, nearestName } from '@h-j-petroleum/standards-engine';
import type { Context } from './changeset-check.ts';
import { entrySources } from './change/entries.ts';
import { manifestOf, publishableChange, type ChangedPackage } from './change/publishable.ts';
import {
  frontMatter,
  greatest,
  isLess,
  type Bump,
  type Changeset,
  type UnreadableFile,
} from './changesets/changeset.ts';
import type { ReleaseSettings } from './changesets/config.ts';
import { compareSurfaces, type SurfaceChange } from './surface/compare-surfaces.ts';
import { readSurface, type Sources } from './surface/surface.ts';

type Known = Extract<Base, { state: 'known' }>;

/** Changes that a finding shows. */
const mostShown = 3;

export function reportUnreadable(
  { file, line, reason }: UnreadableFile,
  { project, report }: Context,
): void {
  report({
    ...{ message: 'unreadable', data: { file, reason }, project, file, at: { line } },
    ...{ expected: 'a file that the release tool can read', actual: reason, identity: file },
    fixable: false,
  });
}

/** Every changeset that waits can be used. */
export async function judgeChangesets(
  changesets: readonly Changeset[],
  settings: ReleaseSettings,
  context: Context,
): Promise<void> {
  const { workspace, project: root, report } = context;
  const byName = new Map(workspace.projects.map((project) => [project.name, project]));
  for (const changeset of changesets) {
    const { file, releases, summary } = changeset;
    for (const name of releases.keys()) {
      const project = byName.get(name);
      const at = { line: await lineOf(changeset, name, context) };
      const reason = project && settings.unreleased(project);
      if (!project) {
        const near = nearestName(
          name,
          [...byName.keys()].flatMap((known) => known ?? []),
        );
        report({
          ...{ message: 'package-unknown', data: { name }, file, at, fixable: false },
          project: root,
          ...{ expected: near ?? 'the name of a package of this workspace', actual: name },
        });
      } else if (reason !== undefined) {
        report({
          ...{ message: 'package-not-released', data: { name, reason }, file, at, fixable: false },
          project: root,
          ...{ expected: 'packages that are released alone', actual: name },
        });
      }
    }
    if (summary === '') {
      report({
        ...{ message: 'summary-missing', file, fixable: false, project: root },
        ...{ expected: 'what users of the packages should know of the change', actual: 'nothing' },
      });
    }
  }
}

/** What all packages are judged by. */
export interface Releases {
  readonly settings: ReleaseSettings;
  readonly changesets: readonly Changeset[];
  readonly index: ProjectIndex;
}

/** The change of one package is announced, and as what it is. */
export async function judgePackage(
  project: Project,
  { settings, changesets, index }: Releases,
  context: Context,
): Promise<void> {
  const { workspace, options, report, conclude } = context;
  const base = await context.base?.();
  if (base?.state !== 'known') {
    const reason = `It is not known what was changed: ${base?.reason ?? 'nothing tells.'}`;
    return conclude({ outcome: 'not-supported', reason, project });
  }
  const { manifest, name = '' } = project;
  if (!manifest) return;
  const changed = await base.changed();
  const text = changed.includes(manifest.file) ? await base.read(manifest.file) : manifest.text;
  const was = manifestOf(text);
  const change = publishableChange(project, index, changed, was, options.ignore);
  if (change.files.length === 0 && change.fields.length === 0 && was !== undefined) return;
  // The release itself: the changesets were used up for the version that it has now.
  if (was !== undefined && was['version'] !== manifest.data['version']) return;

  const ours = changesets.filter(({ releases }) =>
    [...releases.keys()].some((other) => settings.areTogether(name, other)),
  );
  const changes =
    options.types && was !== undefined
      ? await surfaceChanges(project, was, change, base, workspace.files)
      : [];
  const needed = neededBump(changes, was?.['version']);
  if (!(await someAreNew([...ours, ...changesets.filter(saysNoRelease)], base, workspace))) {
    const commit = base.commit.slice(0, 12);
    report({
      ...{
        message: 'changeset-missing',
        data: { name, bump: needed },
        file: manifest.file,
        project,
      },
      ...{ expected: `a changeset with ${name}: ${needed}`, identity: 'missing' },
      actual: `none since ${commit}, at which ${whatDiffers(change, was === undefined)}`,
    });
    return;
  }
  const [first] = [...ours].sort((a, b) => (isLess(bumpIn(a), bumpIn(b)) ? 1 : -1));
  const bump = greatest(ours.map(bumpIn)) ?? 'none';
  if (changes.length === 0 || !isLess(bump, needed)) return;
  const shown = changes.filter(({ kind }) => needed === 'minor' || kind === 'breaking');
  const entry = first && [...first.releases.keys()].find((one) => settings.areTogether(name, one));
  report({
    ...{ message: 'bump-too-small', project },
    data: { name, bump, changes: listed(shown.map((one) => one.text)), needed, entry: entry ?? '' },
    file: first?.file ?? manifest.file,
    ...(first && entry !== undefined ? { at: { line: await lineOf(first, entry, context) } } : {}),
    ...{ expected: `${name}: ${needed}`, actual: bump, identity: name },
    fixable: first !== undefined,
  });

  function bumpIn({ releases }: Changeset): Bump {
    const given = [...releases].filter(([other]) => settings.areTogether(name, other));
    return greatest(given.map(([, one]) => one)) ?? 'none';
  }
}

/** A changeset without packages says, by its words, that nothing is to be released. */
const saysNoRelease = ({ releases, summary }: Changeset): boolean =>
  releases.size === 0 && summary !== '';

/** Whether a change brought one of the changesets with it, or has written more into it. */
async function someAreNew(
  changesets: readonly Changeset[],
  base: Known,
  { files }: Context['workspace'],
): Promise<boolean> {
  for (const { file } of changesets) {
    if ((await base.read(file)) !== files.read(file)) return true;
  }
  return false;
}

/** How the types that importers see differ; nothing where no source was touched. */
async function surfaceChanges(
  project: Project,
  was: Readonly<Record<string, unknown>>,
  { files, fields }: ChangedPackage,
  base: Known,
  all: Files,
): Promise<readonly SurfaceChange[]> {
  if (!fields.includes('exports') && !files.some((file) => /\.[cm]?[jt]sx?$/.test(file))) return [];
  const touched = new Set(await base.changed());
  const now: Sources = { read: (path) => Promise.resolve(all.read(path)) };
  const then: Sources = {
    read: (path) => (touched.has(path) ? base.read(path) : now.read(path)),
  };
  const [before, after] = await Promise.all(
    (
      [
        [was, then],
        [project.manifest?.data, now],
      ] as const
    ).map(async ([manifest, sources]) =>
      readSurface(await entrySources(project.root, manifest, sources), sources),
    ),
  );
  return before && after ? compareSurfaces(before, after) : [];
}

/** Before 1.0 the minor version is what a break raises. */
function neededBump(changes: readonly SurfaceChange[], version: unknown): Bump {
  if (changes.length === 0) return 'patch';
  const breaks = changes.some(({ kind }) => kind === 'breaking');
  return breaks && !/^0\./.test(String(version)) ? 'major' : 'minor';
}

async function lineOf({ file }: Changeset, name: string, { workspace }: Context): Promise<number> {
  const [, before = '', matter = ''] = frontMatter.exec(workspace.files.read(file) ?? '') ?? [];
  return (await lineOfYamlPath(matter, [name])) + before.split('\n').length - 1;
}

function whatDiffers({ files, fields }: ChangedPackage, isNew: boolean): string {
  if (isNew) return 'the package was not there';
  const parts = [...files, ...fields.map((field) => `\`${field}\` of the manifest`)];
  return `${listed(parts)} ${parts.length === 1 ? 'was' : 'were'} another`;
}

function listed(parts: readonly string[]): string {
  const more = parts.length - mostShown;
  const shown = parts.slice(0, mostShown).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

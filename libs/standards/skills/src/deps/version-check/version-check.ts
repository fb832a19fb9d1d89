import type { CheckContext, Project } from '@h-j-petroleum/standards-engine';
import {
  configFile,
  defineSkill,
  dependencySites,
  rushAllowedVersions,
} from '@h-j-petroleum/standards-engine';
import { checkAgreement } from './agreement.ts';
import { checkCatalogUse } from './catalog-use.ts';
import { loadSemver } from './semver.ts';
import { createExceptions } from './exceptions.ts';
import { gatherUses } from './gather-uses.ts';
import { messages } from './messages.ts';
import type { Options } from './options.ts';
import { optionDocs, options } from './options.ts';
import { checkOverride } from './overrides.ts';
import { checkPeers } from './peers.ts';
import { isUnpinned } from './ranges.ts';
import { siteDraft } from './site-draft.ts';
import { fix } from './version-check.fix.ts';

/** One range for one external dependency, over all manifests. */
export const versionCheck = defineSkill({
  meta: {
    id: 'deps:version-check',
    title: 'One version range for one dependency',
    description:
      'All manifests of the workspace ask for an external dependency with one and the same range.',
    scope: 'workspace',
    defaultMode: 'enforce',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/deps/version-check.md',
    messages,
    options,
    optionDocs,
    inputs: {
      project: ['package.json'],
      workspace: [
        '**/package.json',
        'pnpm-workspace.yaml',
        '.yarnrc.yml',
        'rush.json',
        'common/config/**/*.json',
        configFile,
      ],
    },
  },
  check,
  fix,
});

async function check(context: CheckContext<typeof messages, Options>): Promise<void> {
  const { workspace, options, report } = context;
  const exceptions = createExceptions(options.exceptions, rushAllowedVersions(workspace));
  const sites = await dependencySites(workspace);
  const found = gatherUses(sites, workspace, options.include, exceptions);

  for (const { site, missingIn } of found.missing) {
    const expected = `an entry "${site.name}" in the catalog "${missingIn}"`;
    report(siteDraft('catalog-entry-missing', site, { expected, data: { catalog: missingIn } }));
  }
  for (const { site, range } of found.catalogs) {
    if (!isUnpinned(range)) continue;
    report(siteDraft('unpinned', site, { expected: 'a range, such as ^1.2.3' }));
  }
  for (const [name, uses] of found.compared) {
    const literal = uses.filter(({ catalog }) => catalog === undefined);
    const [first, ...others] = workspace.catalogs.filter(({ entries }) =>
      Object.hasOwn(entries, name),
    );
    if (!first) {
      const drafts = await checkAgreement(literal, options.prefer, loadSemver);
      for (const draft of drafts) report(draft);
      continue;
    }
    for (const use of literal) {
      // Rush's preferred versions cannot refer to a catalog.
      if (use.site.kind !== 'dependency') continue;
      report(await checkCatalogUse(use, [first, ...others], loadSemver));
    }
  }
  for (const draft of await checkPeers(found.dependencies, found.peers, loadSemver)) report(draft);
  for (const override of found.overrides) {
    const declared = found.compared.get(override.site.name) ?? [];
    const draft = await checkOverride(override, declared, loadSemver);
    if (draft) report(draft);
  }
  reportUnused(exceptions.unused(), context);
  concludeUnseen(found.seen, context);
}

function reportUnused(
  unused: readonly number[],
  { workspace, options, report }: CheckContext<typeof messages, Options>,
): void {
  for (const index of unused) {
    const exception = options.exceptions[index];
    if (!exception) continue;
    const names = exception.names.join(', ');
    report({
      message: 'exception-unused',
      project: workspace.rootProject,
      data: { names },
      file: configFile,
      at: { path: ['skills', 'deps:version-check', 'options', 'exceptions', index] },
      expected: 'no exception',
      actual: exception.reason,
      fixable: false,
      identity: JSON.stringify(exception),
    });
  }
}

/** A project without external dependencies must not read as passed. */
function concludeUnseen(
  seen: ReadonlySet<Project>,
  { workspace, conclude }: CheckContext<typeof messages, Options>,
): void {
  for (const project of workspace.projects) {
    if (seen.has(project)) continue;
    const reason = 'no external dependency is declared';
    conclude({ outcome: 'not-applicable', reason, project });
  }
}
